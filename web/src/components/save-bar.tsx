import { Button, Group, Text } from '@mantine/core'
import { words } from '../words.ts'

interface SaveBarProps { readonly isDirty: boolean; readonly isPending: boolean; readonly isSaved: boolean; readonly saved: string }

/** The end of a form that is always there: saves, and says how things stand. */
export const SaveBar = ({ isDirty, isPending, isSaved, saved }: SaveBarProps) => (
  <Group gap="sm">
    <Button type="submit" loading={isPending} disabled={!isDirty}>{words.actions.save}</Button>
    <Text size="sm" c="dimmed" role="status">{isDirty ? words.unsaved : isSaved ? saved : ''}</Text>
  </Group>
)
