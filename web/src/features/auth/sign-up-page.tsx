import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { authContract } from '../../../../functions/auth/contract.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { rememberSignUp } from './pending-sign-up.ts'
import { openAuth } from './session.ts'

const route = getRouteApi('/sign-up')

export default function SignUpPage() {
  const { next } = route.useSearch()
  const navigate = useNavigate()
  const form = useForm({
    mode: 'uncontrolled', initialValues: { displayName: '', email: '', password: '' }, validateInputOnBlur: true,
    validate: by(authContract.routes.register.body),
  })
  const submit = useMutation({
    mutationFn: (typed: typeof form.values) => openAuth.register({ body: typed }),
    onSuccess: async (_, typed) => {
      const email = typed.email.trim().toLowerCase()
      rememberSignUp(email, typed.password)
      await navigate({ to: '/verify', search: { next }, state: { email } })
    },
    onError: problem => placeProblem(form, problem),
  })
  const { title, lead, known, nameHint } = words.auth.signUp
  return (
    <Door title={title} lead={lead} foot={<>{known} <Link to="/sign-in" search={{ next }} className={classes.link}>{words.actions.signIn}</Link></>}>
      <form onSubmit={form.onSubmit(typed => submit.mutate(typed))} noValidate>
        <Stack>
          <ProblemNote problem={submit.error} />
          <TextInput label={words.auth.displayName} description={nameHint} name="name" autoComplete="name" autoFocus key={form.key('displayName')} {...form.getInputProps('displayName')} />
          <TextInput label={words.auth.email} type="email" name="email" autoComplete="username" key={form.key('email')} {...form.getInputProps('email')} />
          <PasswordInput label={words.auth.password} description={words.auth.passwordRule} name="password" autoComplete="new-password" key={form.key('password')} {...form.getInputProps('password')} />
          <Button type="submit" size="md" loading={submit.isPending}>{words.auth.signUp.submit}</Button>
        </Stack>
      </form>
    </Door>
  )
}
