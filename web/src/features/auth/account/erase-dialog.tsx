import { Button, Group, List, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { placeProblem } from '../../../components/problem.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'
import { eraseSelf } from '../session.ts'

const say = words.auth.account.erase

/** Says what goes and when, and asks for what nobody types by accident. */
export function EraseDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { typed: '', password: '' },
    validate: { typed: typed => (typed.trim() === name.trim() ? null : say.otherName(name)), password: password => (password === '' ? words.form.empty : null) },
  })
  const erase = useMutation({
    mutationFn: ({ password }: typeof form.values) => eraseSelf(password),
    onSuccess: () => navigate({ to: '/goodbye', replace: true, state: { hasLeft: true }, ignoreBlocker: true }),
    onError: problem => placeProblem(form, problem, { wrong_credentials: 'password' }, { wrong_credentials: words.problems.wrong_password }),
  })
  return (
    <Modal opened onClose={onClose} title={say.title}>
      <form onSubmit={form.onSubmit(typed => erase.mutate(typed))} noValidate>
        <Stack>
          <List size="sm" spacing="xs">{say.what.map(line => <List.Item key={line}>{line}</List.Item>)}</List>
          <Text size="sm" fw={600}>{say.forGood}</Text>
          <TextInput label={say.type(name)} autoComplete="off" data-autofocus {...form.getInputProps('typed')} />
          <PasswordInput label={words.auth.password} autoComplete="current-password" {...form.getInputProps('password')} />
          <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : erase.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words.actions.cancel}</Button>
            <Button type="submit" variant="outline" color="red" loading={erase.isPending}>{say.submit}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
