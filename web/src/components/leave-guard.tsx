import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useEffect } from 'react'
import { words } from '../words.ts'
import { holdUnsaved } from './unsaved.ts'

/** Asks before a page is left while `when` holds: something on it was typed and not saved. */
export function LeaveGuard({ when }: { when: boolean }) {
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: ({ current, next }) => placeOf(current) !== placeOf(next), enableBeforeUnload: when, disabled: !when, withResolver: true })
  useEffect(() => (when ? holdUnsaved() : undefined), [when])
  return <ConfirmLeaving opened={status === 'blocked'} title={words.leaving.title} texts={[words.leaving.unsaved]} action={words.leaving.leave} onStay={() => reset?.()} onLeave={() => proceed?.()} />
}

/** Another tab or filter of the same page is no leaving; another channel is. */
const placeOf = ({ pathname, search }: { readonly pathname: string; readonly search: object }) => `${pathname} ${'channel' in search ? String(search.channel) : ''}`

interface ConfirmLeavingProps { readonly opened: boolean; readonly title: string; readonly texts: readonly string[]; readonly action: string; readonly onStay: () => void; readonly onLeave: () => void }

export const ConfirmLeaving = ({ opened, title, texts, action, onStay, onLeave }: ConfirmLeavingProps) => (
  <Modal opened={opened} onClose={onStay} title={title}>
    <Stack>
      {texts.map(text => <Text key={text}>{text}</Text>)}
      <Group justify="flex-end">
        <Button variant="default" onClick={onStay} data-autofocus>{words.leaving.stay}</Button>
        <Button variant="outline" color="red" onClick={onLeave}>{action}</Button>
      </Group>
    </Stack>
  </Modal>
)
