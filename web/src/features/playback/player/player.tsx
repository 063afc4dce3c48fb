import { Button, Text } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconMovieOff } from '@tabler/icons-react'
import { MediaController, MediaLoadingIndicator, MediaPlayButton, MediaPosterImage } from 'media-chrome/react'
import { useEffect, useLayoutEffect, useRef, useState, type ComponentRef, type RefObject } from 'react'
import type { VideoCard } from '../../../../../functions/videos/contract.ts'
import { dropFirstPicture } from '../../../first-picture.ts'
import { clock } from '../../../format.ts'
import { words } from '../../../words.ts'
import { useCaptionStyle } from './caption-style.ts'
import { Controls } from './controls.tsx'
import { EndScreen } from './end-screen.tsx'
import type { Stage } from './hand-over.ts'
import classes from './player.module.css'
import type { Trouble } from './reel.ts'
import type { Caption } from './tracks.ts'
import { useCaptionsShown } from './use-captions-shown.ts'
import { useEnded } from './use-ended.ts'
import { useHeartbeat } from './use-heartbeat.ts'
import { usePlayerKeys } from './use-player-keys.ts'
import { useReel } from './use-reel.ts'

export interface PlayerProps {
  readonly playback: {
    readonly sessionId: string; readonly manifestUrl: string; readonly posterUrl: string | null; readonly heartbeatSeconds: number
    readonly captions: readonly Caption[]; readonly storyboardUrl: string | null
  }
  /** Seconds from the beginning. */
  readonly startAt: number
  /** Whether the film goes on where it was left, rather than at a place that was asked for. */
  readonly resumed: boolean
  /** Whether it begins by itself, where the browser lets it. */
  readonly autoplay: boolean
  /** Whether its keys work wherever on the page the focus is, rather than in the player alone. */
  readonly ownsKeys: boolean
  /** Whether this is a viewing, which is told of and remembered. */
  readonly isViewing: boolean
  /** Whether captions are shown to somebody who has not chosen yet. */
  readonly captionsWanted: boolean
  /** The addresses open nothing any more: ask again whether this may be watched. */
  readonly onGone: () => void
  /** The element that plays, for whoever wants to know where the film is. */
  readonly onVideo?: (video: HTMLVideoElement | null) => void
  /** What could be watched when the film is over, and whether that begins by itself. */
  readonly next?: VideoCard
  readonly goesOn?: boolean
}

/** The player: media-chrome's controls around a reel. Loaded on demand, with hls.js. */
export default function Player({ playback, startAt, resumed, autoplay, ownsKeys, isViewing, captionsWanted, onGone, onVideo, next, goesOn = false }: PlayerProps) {
  const controller = useRef<ComponentRef<typeof MediaController>>(null)
  const { manifestUrl, captions, storyboardUrl, posterUrl } = playback
  const { video, waits, trouble, toStart, again } = useReel(controller as RefObject<Stage | null>, { manifestUrl, captions, storyboardUrl, startAt, autoplay })
  const ended = useEnded(video)
  const [style] = useCaptionStyle()
  useHeartbeat({ video: isViewing ? video : null, sessionId: playback.sessionId, seconds: playback.heartbeatSeconds })
  useCaptionsShown(controller as RefObject<HTMLElement | null>, video, captionsWanted)
  usePlayerKeys(controller as RefObject<never>, ownsKeys)
  useEffect(() => {
    if (trouble === 'gone') onGone()
  }, [trouble, onGone])
  useEffect(dropFirstPicture, [])
  // media-chrome calls itself something else when it comes in.
  useEffect(() => controller.current?.setAttribute('aria-label', words.playback.player), [])
  useEffect(() => onVideo?.(video), [video, onVideo])
  const stops = trouble === 'media' || trouble === 'unsupported'
  return (
    <MediaController ref={controller} className={classes.player} data-caption-size={style.size} data-caption-ground={style.ground} data-waits={waits || undefined} noHotkeys>
      {posterUrl && <MediaPosterImage slot="poster" src={posterUrl} className={classes.poster} />}
      {!waits && !stops && <MediaLoadingIndicator slot="centered-chrome" noAutohide className={classes.loading} />}
      {waits && !stops && <BigPlay video={video} />}
      <div slot="top-chrome" className={classes.notes} role="status">
        {resumed && startAt > 0 && video && <Resumed at={startAt} onStartOver={toStart} />}
        {trouble === 'network' && <Text className={classes.note} size="sm">{words.playback.lost.network}</Text>}
      </div>
      {ended && !stops && <div className={classes.over} {...staysVisible}><EndScreen next={next} goesOn={goesOn} onAgain={toStart} /></div>}
      {stops && <div className={classes.over} {...staysVisible}><Stopped trouble={trouble} onRetry={again} /></div>}
      <Controls hasCaptions={captions.length > 0} />
    </MediaController>
  )
}

/** media-chrome fades what lies over the picture while nobody moves; not this. */
const staysVisible = { noautohide: '' }

/** For a film that waits to be asked. Whoever presses it by a key stays in the player. */
function BigPlay({ video }: { video: HTMLVideoElement | null }) {
  const button = useRef<ComponentRef<typeof MediaPlayButton>>(null)
  useLayoutEffect(() => {
    const element = button.current
    return () => {
      if (document.activeElement === element) video?.focus({ preventScroll: true })
    }
  }, [video])
  return <MediaPlayButton ref={button} slot="centered-chrome" className={classes.begin} />
}

/** What happened, and what one can do about it. */
const Stopped = ({ trouble, onRetry }: { trouble: Trouble; onRetry: () => void }) => (
  <div role="alert" className={classes.stopped}>
    <IconMovieOff size={36} stroke={1.25} aria-hidden />
    <Text maw={420}>{words.playback.lost[trouble]}</Text>
    {trouble === 'media' && <Button variant="white" onClick={onRetry}>{words.actions.tryAgain}</Button>}
  </div>
)

/** Says for a few seconds where the film goes on, and offers its beginning. */
function Resumed({ at, onStartOver }: { at: number; onStartOver: () => void }) {
  const [shown, setShown] = useState(true)
  useTimeout(() => setShown(false), 8000, { autoInvoke: true })
  if (!shown) return null
  const startOver = () => {
    onStartOver()
    setShown(false)
  }
  return (
    <div className={classes.note}>
      <Text size="sm">{words.playback.resumed(clock(at))}</Text>
      <Button size="compact-sm" variant="white" onClick={startOver}>{words.playback.fromStart}</Button>
    </div>
  )
}
