import { CatchBoundary, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { BrokenPage } from '../../app/broken-page.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { usePreferences } from '../auth/use-preferences.ts'
import { Denial } from './denial.tsx'
import { denialOf } from './queries.ts'
import classes from './stage.module.css'
import { usePlayback } from './use-playback.ts'

const Player = lazy(() => import('./player/player.tsx'))

export interface StageProps {
  readonly videoId: string
  readonly channelId: string | undefined
  /** Seconds from the beginning, where the address names a place. */
  readonly at: number | undefined
  /** Whether it begins by itself. */
  readonly autoplay?: boolean
  /** For whoever works on the film: from its beginning, told to nobody, and the page keeps its keys. */
  readonly preview?: boolean
  /** Fills what is around it, rather than being 16:9 by itself. */
  readonly fills?: boolean
  readonly onVideo?: (video: HTMLVideoElement | null) => void
  /** What could be watched when the film is over, and whether that begins by itself. */
  readonly next?: VideoCard
  readonly goesOn?: boolean
}

/** The 16:9 place where a film plays, or where its page says why it does not. */
export function Stage({ videoId, channelId, at, autoplay = false, preview = false, fills, onVideo, next, goesOn }: StageProps) {
  const { playback, denied, ask } = usePlayback(videoId)
  const { captions } = usePreferences()
  const [gone, setGone] = useState(false)
  const here = useLocation({ select: ({ href }) => href })
  const onGone = useCallback(() => {
    // Perhaps the address has only grown old: then there is a new one. Else the answer says why.
    void ask().then(({ error }) => setGone(error !== null))
  }, [ask])
  const reason = denialOf(denied)
  return (
    <div className={classes.stage} data-fills={fills || undefined}>
      {reason || gone ? <Denial reason={reason ?? 'gone'} sentence={denied?.message ?? words.playback.lost.gone} videoId={videoId} channelId={channelId} here={here} abroad={fills === true} onMayWatch={() => void ask()} />
        : denied ? <div className={classes.middle}><ProblemNote problem={denied} onRetry={() => void ask()} /></div>
          : (
            <CatchBoundary getResetKey={() => videoId} errorComponent={BrokenPage}>
              <Suspense fallback={<div className={classes.middle} role="status" aria-busy="true" aria-label={words.playback.loading} />}>
                {playback && <Player playback={playback} startAt={at ?? (preview ? 0 : playback.resumeAt)} resumed={at === undefined} autoplay={autoplay} ownsKeys={!preview} isViewing={!preview} captionsWanted={captions} onGone={onGone} onVideo={onVideo} next={next} goesOn={goesOn} />}
              </Suspense>
            </CatchBoundary>
          )}
    </div>
  )
}
