import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { words } from '../words.ts'
import { sentenceFor } from './problem.ts'

/** Long enough to read a sentence and to reach a button by keyboard. */
export const undoMs = 15_000

/** Says what has been done, with the way back; `undone` is said after that was taken. */
export function offerUndo(sentence: string, undo: () => Promise<unknown>, undone: string): void {
  const id = crypto.randomUUID()
  const press = () => {
    notifications.hide(id)
    undo().then(() => notifications.show({ message: undone }), (problem: unknown) => notifications.show({ color: 'red', autoClose: false, message: sentenceFor(problem) }))
  }
  notifications.show({
    id, autoClose: undoMs,
    message: <Group justify="space-between" wrap="nowrap"><Text size="sm" component="span">{sentence}</Text><Button size="compact-sm" variant="default" onClick={press}>{words.actions.undo}</Button></Group>,
  })
}
