import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { handOver, placeToLoad, type Stage } from './hand-over.ts'
import { openReel, type Reel, type Trouble } from './reel.ts'
import type { Tracks } from './tracks.ts'

export interface ReelWish extends Tracks { readonly manifestUrl: string; readonly startAt: number; readonly autoplay: boolean }

/**
 * Keeps the stage showing `manifestUrl`. The first one starts at `startAt`; when the address changes while the film
 * runs, the fuller reel takes over at the same moment.
 * @returns the element on stage, whether it waits for somebody to press play, what is wrong with it, a way back to the
 *   film's beginning, and one to open it afresh
 */
export function useReel(stage: RefObject<Stage | null>, wish: ReelWish) {
  const { manifestUrl } = wish
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const [waits, setWaits] = useState(!wish.autoplay)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [attempt, setAttempt] = useState(0)
  const shown = useRef<Reel | null>(null)
  const broken = useRef(false)
  // Read when a reel is opened: only a new address, or another attempt, opens one.
  const latest = useRef(wish)
  useEffect(() => {
    latest.current = wish
  })

  useEffect(() => {
    const host = stage.current
    if (!host) return
    const { startAt, autoplay, captions, storyboardUrl } = latest.current
    const leaving = new AbortController()
    const before = shown.current
    const begun = before !== null && before.video.readyState >= HTMLMediaElement.HAVE_METADATA
    const handsOver = begun && !broken.current
    // Whoever pressed "try again" wants to go on watching.
    const plays = attempt > 0 || (begun ? !before.video.paused : autoplay)
    const tell = (what: Trouble | null) => {
      // A reel on its way in has no say yet.
      if (shown.current !== reel) return
      broken.current = what !== null
      setTrouble(what)
    }
    const reel = openReel({ manifestUrl, captions, storyboardUrl, startAt: handsOver ? placeToLoad(before.video) : begun ? before.video.currentTime : startAt, eager: begun || plays, bandwidth: handsOver ? before.bandwidth() : undefined, onTrouble: what => tell(what) })
    reel.video.addEventListener('play', () => setWaits(false), { once: true })
    const take = () => {
      shown.current = reel
      broken.current = false
      setTrouble(null)
      setVideo(reel.video)
    }
    if (handsOver) {
      handOver(host, before, reel, leaving.signal).then(take, () => reel.destroy())
    } else {
      before?.destroy()
      host.prepend(reel.video)
      take()
      // Where the browser wants a gesture first, the film waits to be asked.
      if (plays) reel.video.play().catch((refusal: DOMException) => refusal.name === 'NotAllowedError' && shown.current === reel && setWaits(true))
    }
    return () => leaving.abort()
  }, [stage, manifestUrl, attempt])

  useEffect(() => () => {
    shown.current?.destroy()
    shown.current = null
  }, [])
  const toStart = useCallback(() => {
    if (!shown.current) return
    shown.current.video.currentTime = 0
    void shown.current.video.play().catch(() => undefined)
  }, [])
  const again = useCallback(() => setAttempt(before => before + 1), [])
  return { video, waits, trouble, toStart, again }
}
