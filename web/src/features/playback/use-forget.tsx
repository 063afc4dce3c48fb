import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { sentenceFor } from '../../components/problem.ts'
import { words } from '../../words.ts'
import { forget, remember, undoFor, type Forgotten } from './forgetting.ts'
import { watchedKeys } from './queries.ts'

const say = words.playback.history

/** Takes films out of the history, with a way back for a few seconds. */
export function useForget() {
  const client = useQueryClient()
  return (what: Forgotten, title?: string) => {
    const id = `forget-${what}`
    forget(what, problem => {
      void client.invalidateQueries({ queryKey: watchedKeys.all })
      if (problem) notifications.show({ message: sentenceFor(problem) })
    })
    const undo = () => {
      remember(what)
      notifications.hide(id)
    }
    notifications.show({
      id, autoClose: undoFor,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{what === 'all' ? say.allForgotten : say.forgotten(title ?? '')}</Text>
          <Button size="compact-sm" variant="default" onClick={undo}>{words.actions.undo}</Button>
        </Group>
      ),
    })
  }
}
