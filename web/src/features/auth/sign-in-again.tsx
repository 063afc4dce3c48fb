import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { authContract, type User } from '../../../../functions/auth/contract.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import text from '../../components/text.module.css'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { goOnAsStranger, signIn } from './session.ts'

const say = words.auth.again

/** Over the page on which a session ended unasked: signs in where one is, so that nothing there is lost. Calls wait meanwhile. */
export default function SignInAgain({ person }: { person: User }) {
  const form = useForm({ initialValues: { email: person.email, password: '' }, validate: by(authContract.routes.login.body) })
  const submit = useMutation({ mutationFn: ({ email, password }: typeof form.values) => signIn(email, password) })
  return (
    <Modal opened onClose={goOnAsStranger} closeOnEscape={false} closeOnClickOutside={false} withCloseButton={false} title={say.title}>
      <form onSubmit={form.onSubmit(typed => submit.mutate(typed))} noValidate>
        <Stack>
          <Text size="sm">{say.lead}</Text>
          <ProblemNote problem={submit.error} />
          <TextInput label={words.auth.email} type="email" autoComplete="username" {...form.getInputProps('email')} />
          <PasswordInput label={words.auth.password} autoComplete="current-password" data-autofocus {...form.getInputProps('password')} />
          {/* In another tab: this one picks the new session up by itself. */}
          <a href="/forgot-password" target="_blank" className={text.link} style={{ fontSize: '0.875rem', alignSelf: 'flex-start' }}>{words.auth.signIn.forgot}</a>
          <Group justify="flex-end">
            <Button variant="default" onClick={goOnAsStranger}>{say.leave}</Button>
            <Button type="submit" loading={submit.isPending}>{words.actions.signIn}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
