import { Progress, Text } from '@mantine/core'
import type { Video } from '../../../../functions/videos/contract.ts'
import { percent } from '../../format.ts'
import { words } from '../../words.ts'
import classes from './film-state.module.css'
import { ResumeButton } from './resume-button.tsx'
import { useUploadOf } from './uploads/use-uploads.ts'

const say = words.videos.progress

/** How far a film has come, as its owner sees it. Changes are spoken by whoever lists several of these. */
export function FilmState({ film }: { film: Video }) {
  const upload = useUploadOf(film.id)
  const { processing, progress } = film
  if (processing === 'ready') return <span className={classes.state} data-tone="good">{say.done}</span>
  if (processing === 'failed') {
    return (
      <div>
        <span className={classes.state} data-tone="bad">{say.failed}</span>
        {progress?.reason && <Text size="xs" c="dimmed" maw={280}>{progress.reason.message}</Text>}
      </div>
    )
  }
  if (processing === 'uploading') {
    if (upload && upload.state !== 'failed') return <Moving label={words.videos.stages.uploading} value={upload.size ? (upload.sent / upload.size) * 100 : 0} />
    return (
      <div>
        <Text size="sm" c="dimmed">{say.upload}</Text>
        <ResumeButton film={film} />
      </div>
    )
  }
  return <Moving label={labelOf(progress)} value={progress?.percent ?? 0} />
}

function labelOf(progress: Video['progress']): string {
  switch (progress?.stage) {
    case 'first-quality': return words.videos.stages.transcoding
    case 'all-qualities': return say.playsAlready
    default: return say.check
  }
}

const Moving = ({ label, value }: { label: string; value: number }) => (
  <div className={classes.moving}>
    <span>{label}</span>
    <span className={classes.percent}>{percent(value)}</span>
    <Progress value={value} size={4} aria-label={label} className={classes.line} transitionDuration={150} />
  </div>
)
