import { Button, Group, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { words } from '../words.ts'

/** Something to copy: shown whole, taken with one press, which says so in its own place. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const clipboard = useClipboard({ timeout: 2500 })
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput label={label} value={value} readOnly onFocus={event => event.currentTarget.select()} style={{ flex: 1 }} />
      <Button variant="default" onClick={() => clipboard.copy(value)} aria-label={words.actions.copyWhat(label)}><span aria-live="polite">{clipboard.copied ? words.actions.copiedShort : words.actions.copy}</span></Button>
    </Group>
  )
}
