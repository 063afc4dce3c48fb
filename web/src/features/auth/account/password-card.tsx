import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { authContract, type User } from '../../../../../functions/auth/contract.ts'
import { placeProblem } from '../../../components/problem.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { by } from '../../../components/validate.ts'
import { words } from '../../../words.ts'
import { changePassword } from '../session.ts'
import { AccountCard } from './account-card.tsx'

const say = words.auth.account.password

export function PasswordCard({ person }: { person: User }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <AccountCard title={say.title} text={say.text} action={!opened && <Button variant="default" size="sm" aria-label={say.change} onClick={open}>{words.auth.account.change}</Button>}>
      {opened && <PasswordForm email={person.email} onClose={close} />}
    </AccountCard>
  )
}

function PasswordForm({ email, onClose }: { email: string; onClose: () => void }) {
  const form = useForm({ initialValues: { currentPassword: '', newPassword: '' }, validate: by(authContract.routes.changePassword.body) })
  const change = useMutation({
    mutationFn: ({ currentPassword, newPassword }: typeof form.values) => changePassword(currentPassword, newPassword),
    onSuccess: () => {
      notifications.show({ message: say.done })
      onClose()
    },
    onError: problem => placeProblem(form, problem, { wrong_password: 'currentPassword' }),
  })
  return (
    <form onSubmit={form.onSubmit(typed => change.mutate(typed))} noValidate>
      <Stack>
        {/* For whatever keeps passwords: whose this one is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput label={say.current} autoComplete="current-password" autoFocus {...form.getInputProps('currentPassword')} />
        <PasswordInput label={words.auth.newPassword} description={words.auth.passwordRule} autoComplete="new-password" {...form.getInputProps('newPassword')} />
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : change.error} />
        <Group gap="xs">
          <Button type="submit" size="sm" loading={change.isPending}>{say.submit}</Button>
          <Button variant="default" size="sm" onClick={onClose}>{words.actions.cancel}</Button>
        </Group>
      </Stack>
    </form>
  )
}
