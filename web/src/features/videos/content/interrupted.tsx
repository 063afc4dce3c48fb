import { Alert, Button, FileButton, Group, Text } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { studioWords } from '../../../words/studio.ts'
import { filmTypes } from '../film-files.ts'
import { resumeAmong } from '../uploads/begin.ts'
import { useUploads } from '../uploads/use-uploads.ts'

const say = studioWords.interrupted

/** Uploads that a closed page left behind: a browser forgets files, so they are chosen again, all at once. */
export function Interrupted({ films }: { films: readonly Video[] }) {
  const uploads = useUploads()
  const left = films.filter(({ id, processing, mine, file }) => mine && file && processing === 'uploading' && !uploads.some(({ videoId }) => videoId === id))
  if (left.length === 0) return null
  return (
    <Alert variant="default" icon={<IconPlayerPause aria-hidden />} role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{say.text(left.map(({ file }) => file!.name))}</Text>
        <FileButton multiple accept={filmTypes} onChange={files => void resumeAmong(files, left)}>{props => <Button {...props} size="xs" variant="default">{say.choose(left.length)}</Button>}</FileButton>
      </Group>
    </Alert>
  )
}
