/**
 * From one reel of a film to a fuller one, under the eyes of somebody watching: the new one loads behind the old,
 * waits a moment ahead of it, starts when the old one arrives there, and takes over once it is level.
 */
import type { Reel } from './reel.ts'

/** What the reels hang in: media-chrome's controller. */
export interface Stage extends HTMLElement { handleMediaUpdated(media: HTMLMediaElement): unknown }

/** Seconds ahead of the running picture at which the new reel waits. */
const lead = 0.8
/** Milliseconds between two looks at the running picture; a frame or so. */
const look = 20
/** How much faster the new reel runs, unseen and unheard, while it is behind: starting takes it a moment. */
const hurry = 1.5

export async function handOver(stage: Stage, from: Reel, to: Reel, signal: AbortSignal): Promise<void> {
  const { video: old } = from
  const { video: next } = to
  next.muted = true
  Object.assign(next.style, { position: 'absolute', inset: '0', opacity: '0' })
  old.after(next)
  await once(next, 'canplay', signal)
  to.qualities?.chooseLines(from.qualities?.chosenLines ?? null)
  if (document.pictureInPictureElement === old) await once(old, 'leavepictureinpicture', signal)
  do await meet(old, next, signal)
  while (!(await isLevel(old, next, signal)))

  next.volume = old.volume
  next.playbackRate = old.playbackRate
  next.muted = old.muted
  Object.assign(next.style, { position: '', inset: '', opacity: '' })
  old.pause()
  from.destroy()
  // After the controller has noticed that the old one left, which it does in a microtask.
  await Promise.resolve()
  stage.handleMediaUpdated(next)
}

/**
 * Where a reel that comes in begins to load. At the very end a browser has nothing to show, and never says that it can
 * play: a film that is about to be over is met when it is watched again.
 */
export const placeToLoad = (old: HTMLVideoElement): number => (isNearlyOver(old) ? 0 : old.currentTime)

const isNearlyOver = ({ currentTime, duration, playbackRate }: HTMLVideoElement) => currentTime > duration - 2 * lead * playbackRate

/** Resolves when both show the same moment: at once while paused, else when the running one reaches the waiting one. */
async function meet(old: HTMLVideoElement, next: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  for (;;) {
    while (isNearlyOver(old)) await once(old, 'seeking', signal)
    const target = old.paused ? old.currentTime : old.currentTime + lead * old.playbackRate
    next.currentTime = target
    await once(next, 'seeked', signal)
    if (old.paused && old.currentTime === target) return
    // Until it arrives, or somebody seeks away.
    while (!old.paused && !old.ended && old.currentTime < target && target - old.currentTime < 2 * lead * old.playbackRate) await pause(look, signal)
    if (Math.abs(old.currentTime - target) < 0.25) return
  }
}

/** Both run until nothing would be seen twice. False when somebody has paused or sought away meanwhile: then they meet anew. */
async function isLevel(old: HTMLVideoElement, next: HTMLVideoElement, signal: AbortSignal): Promise<boolean> {
  const behind = () => old.currentTime - next.currentTime
  if (old.paused) return Math.abs(behind()) < 0.05
  await next.play()
  next.playbackRate = old.playbackRate * hurry
  while (!old.paused && behind() > 0 && behind() < 2 * lead * old.playbackRate) await pause(look, signal)
  const level = !old.paused && behind() <= 0 && behind() > -lead * old.playbackRate
  if (!level) next.pause()
  return level
}

const pause = (milliseconds: number, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
  signal.throwIfAborted()
  setTimeout(() => (signal.aborted ? reject(signal.reason) : resolve()), milliseconds)
})
const once = (target: EventTarget, type: string, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
  signal.throwIfAborted()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  target.addEventListener(type, () => resolve(), { once: true, signal })
})
