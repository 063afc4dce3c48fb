import { Button, Progress, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { Video } from '../../../../functions/videos/contract.ts'
import { percent, roughly } from '../../format.ts'
import { studioWords } from '../../words/studio.ts'
import { words } from '../../words.ts'
import { AnotherFileButton } from './another-file-button.tsx'
import classes from './film-state.module.css'
import { ResumeButton } from './resume-button.tsx'
import { secondsLeft } from './uploads/uploads.ts'
import { useUploadOf } from './uploads/use-uploads.ts'
import { useRetry } from './use-retry.ts'
import { useTimeLeft } from './use-time-left.ts'
import { wayOut } from './way-out.ts'

const say = words.videos.progress

/** How far a film has come, as its owner sees it. Changes are spoken by whoever lists several of these. */
export function FilmState({ film }: { film: Video }) {
  const { processing, progress, replacement } = film
  if (replacement && replacement.processing !== 'failed') return <OnTheWay film={{ ...film, ...replacement }} />
  if (processing !== 'ready' && processing !== 'failed') return <OnTheWay film={film} />
  const out = wayOut(film)
  return (
    <div>
      <Settled film={film} />
      {progress?.reason && <Text size="xs" c="dimmed" maw={320}>{progress.reason.message}</Text>}
      {out === 'try-again' && <RetryButton film={film} />}
      {out === 'send-another' && <AnotherFileButton videoId={film.id} size="compact-sm" my={4}>{studioWords.file.another}</AnotherFileButton>}
    </div>
  )
}

function Settled({ film: { processing, publication, progress } }: { film: Video }) {
  if (processing === 'failed') return <span className={classes.state} data-tone="bad">{say.failed}</span>
  if (publication?.state === 'scheduled') return <span className={classes.state} data-tone="later">{studioWords.publication.scheduled}</span>
  return <span className={classes.state} data-tone="good">{progress?.reason ? say.oneQuality : say.done}</span>
}

type Moving = Pick<Video, 'id' | 'processing' | 'progress' | 'mine' | 'file'>

function OnTheWay({ film }: { film: Moving }) {
  const upload = useUploadOf(film.id)
  const { processing, progress } = film
  if (processing !== 'uploading') return <Stage stage={progress?.stage ?? 'check'} label={labelOf(progress)} value={progress?.percent ?? null} />
  if (upload?.state === 'leaving') return <Text size="sm" c="dimmed">{words.videos.upload.leaving}</Text>
  if (upload && upload.state !== 'failed') return <Bar label={upload.state === 'waiting' ? say.waiting : upload.state === 'paused' ? words.videos.upload.paused : words.videos.stages.uploading} value={upload.size ? (upload.sent / upload.size) * 100 : 0} left={secondsLeft(upload)} />
  return (
    <div>
      <Text size="sm" c="dimmed">{say.upload}</Text>
      <ResumeButton film={film} />
    </div>
  )
}

function labelOf(progress: Video['progress']): string {
  switch (progress?.stage) {
    case 'first-quality': return words.videos.stages.transcoding
    case 'all-qualities': return say.playsAlready
    default: return say.check
  }
}

const Stage = ({ stage, label, value }: { stage: string; label: string; value: number | null }) => <Bar label={label} value={value} left={useTimeLeft(stage, value ?? 0)} />

/** Without a value something is under way, and nobody can say how far. */
const Bar = ({ label, value, left }: { label: string; value: number | null; left: number | null }) => (
  <div className={classes.moving}>
    <span>{label}{left !== null && <> · {studioWords.leftAbout(roughly(left))}</>}</span>
    <span className={classes.percent}>{value !== null && percent(value)}</span>
    <Progress value={value ?? 100} animated={value === null} size={4} aria-label={label} className={classes.line} transitionDuration={150} />
  </div>
)

function RetryButton({ film }: { film: Video }) {
  const retry = useRetry(film.id)
  return <Button size="compact-sm" variant="default" my={4} leftSection={<IconRefresh size={14} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate()}>{studioWords.file.retry}</Button>
}
