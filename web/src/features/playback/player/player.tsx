import { Button, Text } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconGaugeFilled } from '@tabler/icons-react'
import {
  MediaControlBar, MediaController, MediaFullscreenButton, MediaLoadingIndicator, MediaMuteButton, MediaPipButton, MediaPlayButton, MediaPosterImage, MediaTimeDisplay, MediaTimeRange, MediaVolumeRange,
} from 'media-chrome/react'
import { MediaPlaybackRateMenu, MediaPlaybackRateMenuButton, MediaRenditionMenu, MediaRenditionMenuButton } from 'media-chrome/react/menu'
import { useEffect, useRef, useState, type ComponentRef } from 'react'
import { clock } from '../../../format.ts'
import { words } from '../../../words.ts'
import type { Stage } from './hand-over.ts'
import classes from './player.module.css'
import { useHeartbeat } from './use-heartbeat.ts'
import { usePageKeys } from './use-page-keys.ts'
import { useReel } from './use-reel.ts'

export interface PlayerProps {
  readonly playback: { readonly sessionId: string; readonly manifestUrl: string; readonly posterUrl: string | null; readonly heartbeatSeconds: number }
  /** Seconds from the beginning. */
  readonly startAt: number
  /** Whether the film goes on where it was left, rather than at a place that was asked for. */
  readonly resumed: boolean
  /** The addresses open nothing any more: ask again whether this may be watched. */
  readonly onGone: () => void
}

/** The player: media-chrome's controls around a reel. Loaded on demand, with hls.js. */
export default function Player({ playback, startAt, resumed, onGone }: PlayerProps) {
  const controller = useRef<ComponentRef<typeof MediaController>>(null)
  const { video, trouble, toStart } = useReel(controller as React.RefObject<Stage | null>, { manifestUrl: playback.manifestUrl, startAt })
  useHeartbeat({ video, sessionId: playback.sessionId, seconds: playback.heartbeatSeconds })
  usePageKeys(controller as React.RefObject<never>)
  useEffect(() => {
    if (trouble === 'gone') onGone()
  }, [trouble, onGone])
  return (
    <MediaController ref={controller} className={classes.player} aria-label={words.playback.player} hotkeys="noarrowup noarrowdown">
      {playback.posterUrl && <MediaPosterImage slot="poster" src={playback.posterUrl} className={classes.poster} />}
      <MediaLoadingIndicator slot="centered-chrome" noAutohide className={classes.loading} />
      <div slot="top-chrome" className={classes.notes} role="status">
        {resumed && startAt > 0 && video && <Resumed at={startAt} onStartOver={toStart} />}
        {trouble && trouble !== 'gone' && <Text className={classes.note} size="sm">{words.playback.lost[trouble]}</Text>}
      </div>
      <MediaRenditionMenu hidden anchor="auto" className={classes.menu} />
      <MediaPlaybackRateMenu hidden anchor="auto" rates={[0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]} className={classes.menu} />
      <div className={classes.controls}>
        <MediaControlBar className={classes.seek}><MediaTimeRange className={classes.range} /></MediaControlBar>
        <MediaControlBar className={classes.bar}>
          <MediaPlayButton className={classes.button} />
          <MediaMuteButton className={classes.button} />
          <MediaVolumeRange className={classes.volume} />
          <MediaTimeDisplay showDuration noToggle className={classes.time} />
          <span className={classes.gap} />
          <MediaPlaybackRateMenuButton className={classes.button}><IconGaugeFilled slot="icon" aria-hidden /></MediaPlaybackRateMenuButton>
          <MediaRenditionMenuButton className={classes.button} />
          <MediaPipButton className={classes.button} />
          <MediaFullscreenButton className={classes.button} />
        </MediaControlBar>
      </div>
    </MediaController>
  )
}

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
