import { Alert, Button, FileButton, Group, Text } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useState } from 'react'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { studioWords } from '../../../words/studio.ts'
import { bytes } from '../../../format.ts'
import { words } from '../../../words.ts'
import { filmTypes } from '../film-files.ts'
import { resumeAmong } from '../uploads/begin.ts'
import { useUploads } from '../uploads/use-uploads.ts'

const say = studioWords.interrupted

/** Uploads that a closed page left behind: a browser forgets files, so they are chosen again, all at once. */
export function Interrupted({ films }: { films: readonly Video[] }) {
  const uploads = useUploads()
  const left = films.filter(({ id, processing, mine, file }) => mine && file && processing === 'uploading' && !uploads.some(({ videoId }) => videoId === id))
  const [strange, setStrange] = useState<readonly string[]>([])
  if (left.length === 0) return null
  const choose = (files: File[]) => void resumeAmong(files, left).then(others => setStrange(others.map(({ name }) => name)))
  return (
    <Alert variant="default" icon={<IconPlayerPause aria-hidden />} role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{say.text(left.map(({ file }) => file!.name))}</Text>
        <FileButton multiple accept={filmTypes} onChange={choose}>{props => <Button {...props} size="xs" variant="default">{say.choose(left.length)}</Button>}</FileButton>
      </Group>
      {strange.length > 0 && <Text size="sm" c="red" mt="xs" role="alert">{left.length === 1 ? words.videos.upload.otherFile(left[0]!.file!.name, bytes(left[0]!.file!.size)) : say.others(strange, left.map(({ file }) => file!.name))}</Text>}
    </Alert>
  )
}
