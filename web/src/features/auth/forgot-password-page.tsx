import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { authContract } from '../../../../functions/auth/contract.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { openAuth } from './session.ts'

const route = getRouteApi('/forgot-password')

export default function ForgotPasswordPage() {
  const { next } = route.useSearch()
  const navigate = useNavigate()
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' }, validate: by(authContract.routes.forgotPassword.body) })
  const submit = useMutation({
    mutationFn: (typed: typeof form.values) => openAuth.forgotPassword({ body: typed }),
    onSuccess: (_, { email }) => navigate({ to: '/reset-password', search: { next }, state: { email: email.trim().toLowerCase() } }),
  })
  const { title, lead, back } = words.auth.forgot
  return (
    <Door title={title} lead={lead} foot={<Link to="/sign-in" search={{ next }} className={classes.link}>{back}</Link>}>
      <form onSubmit={form.onSubmit(typed => submit.mutate(typed))} noValidate>
        <Stack>
          <ProblemNote problem={submit.error} />
          <TextInput label={words.auth.email} type="email" name="email" autoComplete="username" autoFocus key={form.key('email')} {...form.getInputProps('email')} />
          <Button type="submit" size="md" loading={submit.isPending}>{words.auth.forgot.submit}</Button>
        </Stack>
      </form>
    </Door>
  )
}
