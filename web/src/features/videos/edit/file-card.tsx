import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { sentenceFor } from '../../../components/problem.ts'
import { bytes } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import { videoKeys } from '../queries.ts'
import { AnotherFileButton } from '../another-file-button.tsx'
import { FilmState } from '../film-state.tsx'

const say = studioWords.file

/** The file behind the film, and the way to put another in its place while the film plays on. */
export function FileCard({ film }: { film: Video }) {
  const client = useQueryClient()
  const giveUp = useMutation({
    mutationFn: () => api.videos.giveUpReplacement({ params: { id: film.id } }),
    onSuccess: async () => {
      notifications.show({ message: say.givenUp })
      await client.invalidateQueries({ queryKey: videoKeys.all })
    },
    onError: problem => notifications.show({ color: 'red', message: sentenceFor(problem) }),
  })
  const { file, replacement, processing } = film
  if (!file) return null
  const settled = processing === 'ready' || processing === 'failed'
  const isComing = replacement && replacement.processing !== 'failed'
  return (
    <Paper component="section" withBorder radius="lg" p="md" bg="transparent" aria-labelledby="file">
      <Title order={2} id="file" mb="sm">{say.title}</Title>
      <Stack gap="sm">
        <Text size="sm">{file.name} · {bytes(file.size)}</Text>
        {replacement?.processing === 'failed' && replacement.progress.reason && <Text size="sm" c="red" role="alert">{say.failed(replacement.progress.reason.message)}</Text>}
        {isComing ? (
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{say.coming(replacement.file.name)} · {bytes(replacement.file.size)}</Text>
            <FilmState film={film} />
            <Button size="xs" variant="default" loading={giveUp.isPending} onClick={() => giveUp.mutate()}>{say.giveUp}</Button>
          </Stack>
        ) : settled && (
          <Stack gap={4} align="flex-start">
            <AnotherFileButton videoId={film.id} leftSection={<IconReplace size={18} aria-hidden />}>{processing === 'failed' ? say.another : say.replace}</AnotherFileButton>
            {processing === 'ready' && <Text size="xs" c="dimmed">{say.replaceHint}</Text>}
          </Stack>
        )}
      </Stack>
    </Paper>
  )
}
