import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useLocation } from '@tanstack/react-router'
import { authContract } from '../../../../functions/auth/contract.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { CodeInput } from './code-input.tsx'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { ResendButton } from './resend-button.tsx'
import { openAuth, signIn } from './session.ts'
import { useWayIn } from './use-way-in.ts'

const route = getRouteApi('/reset-password')
const codeProblems = { code_wrong: 'code', code_expired: 'code' }

export default function ResetPasswordPage() {
  const { next } = route.useSearch()
  const enter = useWayIn(next)
  const known = useLocation({ select: ({ state }) => state.email })
  const form = useForm({ initialValues: { email: known ?? '', code: '', newPassword: '' }, validate: by(authContract.routes.resetPassword.body) })
  const submit = useMutation({
    mutationFn: async (typed: typeof form.values) => {
      await openAuth.resetPassword({ body: typed })
      await signIn(typed.email, typed.newPassword)
    },
    onSuccess: async () => {
      notifications.show({ message: words.auth.reset.done })
      await enter()
    },
    onError: problem => placeProblem(form, problem, codeProblems),
  })
  const { title, lead } = words.auth.reset
  return (
    <Door title={title} lead={known ? lead(known) : undefined} foot={<Link to="/sign-in" search={{ next }} className={classes.link}>{words.auth.forgot.back}</Link>}>
      <form onSubmit={form.onSubmit(typed => submit.mutate(typed))} noValidate>
        <Stack>
          <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : submit.error} />
          {!known && <TextInput label={words.auth.email} type="email" autoComplete="username" {...form.getInputProps('email')} />}
          <CodeInput autoFocus {...form.getInputProps('code')} />
          <PasswordInput label={words.auth.newPassword} description={words.auth.passwordRule} autoComplete="new-password" {...form.getInputProps('newPassword')} />
          <Button type="submit" size="md" loading={submit.isPending}>{words.auth.reset.submit}</Button>
          {known && <ResendButton send={() => openAuth.forgotPassword({ body: { email: known } })} />}
        </Stack>
      </form>
    </Door>
  )
}
