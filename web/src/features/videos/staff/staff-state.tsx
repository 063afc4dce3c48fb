import { Text } from '@mantine/core'
import type { StaffFilm } from '../../../../../functions/videos/contract.ts'
import { percent } from '../../../format.ts'
import { adminWords } from '../../../words/admin.ts'
import { words } from '../../../words.ts'
import classes from '../film-state.module.css'

const say = adminWords.films
const tones: Readonly<Record<string, 'good' | 'bad' | undefined>> = { ready: 'good', failed: 'bad' }

/** How a film stands, as staff need it: with the reason of a failure, and whether it is hidden or deleted. */
export function StaffState({ film: { processing, progress, hidden, deletedAt } }: { film: StaffFilm }) {
  const isMoving = processing === 'checking' || processing === 'transcoding'
  return (
    <div>
      <span className={classes.state} data-tone={tones[processing]}>{words.videos.stages[processing]}{isMoving && progress.percent !== null && ` · ${percent(progress.percent)}`}</span>
      {progress.reason && <Text size="xs" c="dimmed" maw={320}>{progress.reason.message}</Text>}
      {hidden && <Text size="xs" c="red">{say.hidden}</Text>}
      {deletedAt && <Text size="xs" c="red">{say.deleted}</Text>}
    </div>
  )
}
