import { Button, Group, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { authContract } from '../../../../../functions/auth/contract.ts'
import { api } from '../../../api.ts'
import { placeProblem } from '../../../components/problem.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { by } from '../../../components/validate.ts'
import { words } from '../../../words.ts'
import { CodeInput } from '../code-input.tsx'
import { ResendButton } from '../resend-button.tsx'
import { showSelf } from '../session.ts'
import type { Asked } from './email-card.tsx'

const say = words.auth.account.email

/** The code that has come to the new address; with it, that one counts. */
export function ConfirmEmail({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const form = useForm({ initialValues: { code: '' }, validate: by(authContract.routes.confirmEmail.body) })
  const confirm = useMutation({
    mutationFn: (typed: typeof form.values) => api.auth.confirmEmail({ body: typed }),
    onSuccess: user => {
      showSelf(user)
      notifications.show({ message: say.done(user.email) })
      onClose()
    },
    onError: problem => placeProblem(form, problem, { code_wrong: 'code' }),
  })
  return (
    <form onSubmit={form.onSubmit(typed => confirm.mutate(typed))} noValidate>
      <Stack>
        <Text size="sm" role="status">{say.sent(asked.email.trim().toLowerCase())}</Text>
        <CodeInput autoFocus {...form.getInputProps('code')} />
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : confirm.error} />
        <Group gap="xs">
          <Button type="submit" size="sm" loading={confirm.isPending}>{words.auth.verify.submit}</Button>
          <Button variant="default" size="sm" onClick={onClose}>{words.actions.cancel}</Button>
        </Group>
        <ResendButton send={() => api.auth.changeEmail({ body: asked })} />
      </Stack>
    </form>
  )
}
