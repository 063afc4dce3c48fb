import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { adminWords } from '../words/admin.ts'
import { words } from '../words.ts'
import { ProblemNote } from './problem-note.tsx'

interface WithReasonProps {
  readonly opened: boolean
  readonly title: string
  readonly text: string
  readonly action: string
  readonly isDangerous?: boolean
  readonly isPending: boolean
  readonly problem: unknown
  readonly onClose: () => void
  readonly onConfirm: (reason: string) => void
}
/** As the contracts have it. */
const least = 3
const most = 500

/** Asks a member of staff why, before they do what others will ask about. What was typed stays when it fails. */
export function WithReason({ opened, title, text, action, isDangerous = false, isPending, problem, onClose, onConfirm }: WithReasonProps) {
  const form = useForm({
    initialValues: { reason: '' }, validateInputOnBlur: true,
    validate: { reason: reason => (reason.trim().length < least ? words.form.short(least) : reason.trim().length > most ? words.form.long(most) : null) },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={title} onExitTransitionEnd={form.reset}>
      <form onSubmit={form.onSubmit(({ reason }) => onConfirm(reason.trim()))} noValidate>
        <Stack>
          <Text size="sm">{text}</Text>
          <Textarea label={adminWords.reason.label} description={adminWords.reason.hint} autosize minRows={2} data-autofocus {...form.getInputProps('reason')} />
          <ProblemNote problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words.actions.cancel}</Button>
            <Button type="submit" loading={isPending} {...(isDangerous ? { variant: 'outline', color: 'red' } : {})}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
