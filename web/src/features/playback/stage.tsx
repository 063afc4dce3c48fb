import { useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { Denial } from './denial.tsx'
import { denialOf } from './queries.ts'
import classes from './stage.module.css'
import { usePlayback } from './use-playback.ts'

const Player = lazy(() => import('./player/player.tsx'))

interface StageProps { readonly videoId: string; readonly channelId: string | undefined; readonly at: number | undefined }

/** The 16:9 place where a film plays, or where its page says why it does not. */
export function Stage({ videoId, channelId, at }: StageProps) {
  const { playback, denied, ask } = usePlayback(videoId)
  const [gone, setGone] = useState(false)
  const here = useLocation({ select: ({ href }) => href })
  const onGone = useCallback(() => {
    // Perhaps the address has only grown old: then there is a new one. Else the answer says why.
    void ask().then(({ error }) => setGone(error !== null))
  }, [ask])
  const reason = denialOf(denied)
  return (
    <div className={classes.stage}>
      {reason || gone ? <Denial reason={reason ?? 'gone'} sentence={denied?.message ?? words.playback.lost.gone} channelId={channelId} here={here} onMayWatch={() => void ask()} />
        : denied ? <div className={classes.middle}><ProblemNote problem={denied} onRetry={() => void ask()} /></div>
          : (
            <Suspense fallback={<div className={classes.middle} aria-busy="true" aria-label={words.playback.loading} />}>
              {playback && <Player playback={playback} startAt={at ?? playback.resumeAt} resumed={at === undefined} onGone={onGone} />}
            </Suspense>
          )}
    </div>
  )
}
