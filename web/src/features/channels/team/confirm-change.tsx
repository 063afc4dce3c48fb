import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'

interface ConfirmChangeProps {
  title: string
  text: string
  action: string
  /** What has to be typed first, where it cannot be taken back. */
  typed?: { label: string; text: string }
  problem: unknown
  pending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before a change of access that cannot simply be undone. */
export function ConfirmChange({ title, text, action, typed, problem, pending, onConfirm, onClose }: ConfirmChangeProps) {
  const [given, setGiven] = useState('')
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={event => { event.preventDefault(); onConfirm() }}>
        <Stack>
          <Text>{text}</Text>
          {typed && <TextInput label={typed.label} value={given} onChange={event => setGiven(event.currentTarget.value)} autoComplete="off" data-autofocus />}
          <ProblemNote problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} {...(typed ? {} : { 'data-autofocus': true })}>{words.actions.cancel}</Button>
            <Button type="submit" variant="outline" color="red" loading={pending} disabled={typed !== undefined && given.trim() !== typed.text}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
