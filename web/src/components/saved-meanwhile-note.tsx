import { Alert, Button, Group, Text } from '@mantine/core'
import { words } from '../words.ts'

interface SavedMeanwhileProps { readonly title: string; readonly of: { readonly keepMine: () => void; readonly takeTheirs: () => void } | null }

/** Somebody else has saved what one is editing: nothing is lost, and the choice is one's own. */
export function SavedMeanwhileNote({ title, of }: SavedMeanwhileProps) {
  const { text, mine, theirs } = words.conflict
  if (!of) return null
  return (
    <Alert ref={bringIntoSight} variant="default" role="alert" title={title}>
      <Text size="sm">{text}</Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={of.keepMine}>{mine}</Button>
        <Button size="xs" variant="default" onClick={of.takeTheirs}>{theirs}</Button>
      </Group>
    </Alert>
  )
}

/** It may have pushed itself and the button that brought it about below the end of a small window. */
const bringIntoSight = (note: HTMLElement | null) => note?.scrollIntoView({ block: 'nearest' })
