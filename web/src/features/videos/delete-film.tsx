import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../functions/videos/contract.ts'
import { api } from '../../api.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { videoKeys } from './queries.ts'

const say = words.videos.remove
interface DeleteFilmProps { film: Video; opened: boolean; onClose: () => void; onDeleted?: () => void }

export function DeleteFilm({ film, opened, onClose, onDeleted }: DeleteFilmProps) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.videos.remove({ params: { id: film.id } }),
    onSuccess: async () => {
      onClose()
      onDeleted?.()
      notifications.show({ message: say.done })
      client.removeQueries({ queryKey: videoKeys.one(film.id) })
      await client.invalidateQueries({ queryKey: videoKeys.all })
    },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={say.title}>
      <Stack>
        <Text>{say.text(film.title)}</Text>
        <ProblemNote problem={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>{words.actions.cancel}</Button>
          <Button variant="outline" color="red" onClick={() => remove.mutate()} loading={remove.isPending}>{say.confirm}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
