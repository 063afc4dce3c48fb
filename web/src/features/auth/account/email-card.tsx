import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { authContract, type User } from '../../../../../functions/auth/contract.ts'
import { api } from '../../../api.ts'
import { placeProblem } from '../../../components/problem.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { by } from '../../../components/validate.ts'
import { words } from '../../../words.ts'
import { AccountCard } from './account-card.tsx'
import { ConfirmEmail } from './confirm-email.tsx'

const say = words.auth.account.email
/** A new address, and the password that it was asked for with: for another code. */
export interface Asked { readonly email: string; readonly password: string }

export function EmailCard({ person }: { person: User }) {
  const [step, go] = useState<'rest' | 'ask' | Asked>('rest')
  const rest = () => go('rest')
  return (
    <AccountCard title={say.title} text={person.email} action={step === 'rest' && <Button variant="default" size="sm" aria-label={say.change} onClick={() => go('ask')}>{words.auth.account.change}</Button>}>
      {step === 'ask' ? <AskForm onAsked={go} onClose={rest} /> : step !== 'rest' && <ConfirmEmail asked={step} onClose={rest} />}
    </AccountCard>
  )
}

function AskForm({ onAsked, onClose }: { onAsked: (asked: Asked) => void; onClose: () => void }) {
  const form = useForm({ initialValues: { email: '', password: '' }, validate: by(authContract.routes.changeEmail.body) })
  const ask = useMutation({
    mutationFn: (typed: typeof form.values) => api.auth.changeEmail({ body: typed }),
    onSuccess: (_, typed) => onAsked(typed),
    onError: problem => placeProblem(form, problem, { wrong_credentials: 'password' }, { wrong_credentials: words.problems.wrong_password }),
  })
  return (
    <form onSubmit={form.onSubmit(typed => ask.mutate(typed))} noValidate>
      <Stack>
        <TextInput label={say.new} type="email" autoComplete="email" autoFocus {...form.getInputProps('email')} />
        <PasswordInput label={words.auth.password} description={say.why} autoComplete="current-password" {...form.getInputProps('password')} />
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : ask.error} />
        <Group gap="xs">
          <Button type="submit" size="sm" loading={ask.isPending}>{words.auth.forgot.submit}</Button>
          <Button variant="default" size="sm" onClick={onClose}>{words.actions.cancel}</Button>
        </Group>
      </Stack>
    </form>
  )
}
