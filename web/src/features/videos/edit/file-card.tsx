import { Button, FileButton, Paper, Stack, Text, Title } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { sentenceFor } from '../../../components/problem.ts'
import { bytes } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import { filmsAmong, filmTypes } from '../film-files.ts'
import { videoKeys } from '../queries.ts'
import { replaceFilm } from '../uploads/begin.ts'
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
  const choose = (chosen: File | null) => {
    const [one] = chosen ? filmsAmong([chosen]) : []
    if (one) void replaceFilm(one, film.id)
  }
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
            <FileButton accept={filmTypes} onChange={choose}>{props => <Button {...props} variant="default" leftSection={<IconReplace size={18} aria-hidden />}>{processing === 'failed' ? say.another : say.replace}</Button>}</FileButton>
            {processing === 'ready' && <Text size="xs" c="dimmed">{say.replaceHint}</Text>}
          </Stack>
        )}
      </Stack>
    </Paper>
  )
}
