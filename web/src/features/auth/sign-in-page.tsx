import { Button, PasswordInput, Skeleton, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { authContract } from '../../../../functions/auth/contract.ts'
import { ApiProblem } from '../../../../functions/platform/contract-client.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { openAuth, signIn } from './session.ts'
import { rememberSignUp } from './pending-sign-up.ts'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { useSession } from './use-session.ts'
import { useWayIn } from './use-way-in.ts'

const route = getRouteApi('/sign-in')

export default function SignInPage() {
  const { next } = route.useSearch()
  const enter = useWayIn(next)
  const { status } = useSession()
  const navigate = useNavigate()
  const email = useLocation({ select: ({ state }) => state.email })
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: email ?? '', password: '' }, validate: by(authContract.routes.login.body) })
  const submit = useMutation({
    mutationFn: (typed: typeof form.values) => signIn(typed.email, typed.password),
    onError: async (problem, typed) => {
      if (!(problem instanceof ApiProblem) || problem.code !== 'not_verified') return
      rememberSignUp(typed.email.trim().toLowerCase(), typed.password)
      await openAuth.resend({ body: { email: typed.email } }).catch(() => undefined)
      await navigate({ to: '/verify', search: { next }, state: { email: typed.email.trim().toLowerCase() } })
    },
  })
  // Whoever has signed in: here, in another tab, or before they came.
  useEffect(() => {
    if (status === 'in') void enter()
  }, [status, enter])
  const { title, lead, forgot, noAccount, create } = words.auth.signIn
  if (status === 'restoring') return <Door title={title} lead={lead}><Skeleton h={260} /></Door>
  return (
    <Door title={title} lead={lead} foot={<>{noAccount} <Link to="/sign-up" search={{ next }} className={classes.link}>{create}</Link></>}>
      <form onSubmit={form.onSubmit(typed => submit.mutate(typed))} noValidate>
        <Stack>
          <ProblemNote problem={submit.error} />
          <TextInput label={words.auth.email} type="email" name="email" autoComplete="username" autoFocus={!email} key={form.key('email')} {...form.getInputProps('email')} />
          <PasswordInput label={words.auth.password} name="password" autoComplete="current-password" autoFocus={Boolean(email)} key={form.key('password')} {...form.getInputProps('password')} />
          <Button type="submit" size="md" loading={submit.isPending}>{words.auth.signIn.submit}</Button>
          <Link to="/forgot-password" search={{ next }} className={classes.link} style={{ fontSize: '0.875rem', alignSelf: 'center' }}>{forgot}</Link>
        </Stack>
      </form>
    </Door>
  )
}
