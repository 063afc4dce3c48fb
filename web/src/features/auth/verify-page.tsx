import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router'
import { authContract } from '../../../../functions/auth/contract.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { CodeInput } from './code-input.tsx'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { takeSignUp } from './pending-sign-up.ts'
import { ResendButton } from './resend-button.tsx'
import { openAuth, signIn } from './session.ts'
import { useWayIn } from './use-way-in.ts'

const route = getRouteApi('/verify')
const codeProblems = { code_wrong: 'code', code_expired: 'code' }

/** The code from the mail. Who has just signed up is signed in by it; who comes back later signs in themselves. */
export default function VerifyPage() {
  const { next } = route.useSearch()
  const enter = useWayIn(next)
  const navigate = useNavigate()
  const known = useLocation({ select: ({ state }) => state.email })
  const form = useForm({ initialValues: { email: known ?? '', code: '' }, validate: by(authContract.routes.verify.body) })
  const submit = useMutation({
    mutationFn: async (typed: typeof form.values) => {
      await openAuth.verify({ body: typed })
      const password = takeSignUp(typed.email)
      if (password === null) return false
      await signIn(typed.email, password)
      return true
    },
    onSuccess: async (isIn, { email }) => {
      if (isIn) return enter()
      notifications.show({ message: words.auth.verify.done })
      await navigate({ to: '/sign-in', search: { next }, state: { email } })
    },
    onError: problem => placeProblem(form, problem, codeProblems),
  })
  const isFieldProblem = Object.keys(form.errors).length > 0
  const { title, lead, other } = words.auth.verify
  return (
    <Door title={title} lead={known ? lead(known) : undefined} foot={<Link to="/sign-up" search={{ next }} className={classes.link}>{other}</Link>}>
      <form onSubmit={form.onSubmit(typed => submit.mutate(typed))} noValidate>
        <Stack>
          <ProblemNote problem={isFieldProblem ? null : submit.error} />
          {!known && <TextInput label={words.auth.email} type="email" autoComplete="username" {...form.getInputProps('email')} />}
          <CodeInput autoFocus {...form.getInputProps('code')} />
          <Button type="submit" size="md" loading={submit.isPending}>{words.auth.verify.submit}</Button>
          <ResendButton send={() => openAuth.resend({ body: { email: form.values.email } })} />
        </Stack>
      </form>
    </Door>
  )
}
