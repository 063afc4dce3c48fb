import { Button, Group, Skeleton, Stack, Switch, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { z } from 'zod'
import { authContract, type profile } from '../../../../functions/auth/contract.ts'
import { api } from '../../api.ts'
import { PageTitle } from '../../components/page-title.tsx'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { FaceField } from './face-field.tsx'
import { renameSelf, signOut } from './session.ts'
import { profileQuery } from './use-preferences.ts'
import { usePerson } from './use-session.ts'

type Profile = z.output<typeof profile>
const say = words.auth.account

export default function AccountPage() {
  const person = usePerson()
  const router = useRouter()
  const { data, error, refetch } = useQuery(profileQuery)
  const leave = async () => {
    await signOut()
    await router.navigate({ to: '/' })
  }
  return (
    <Stack maw={560}>
      <PageTitle>{say.title}</PageTitle>
      <Group justify="space-between">
        <div>
          <Title order={1}>{say.title}</Title>
          <Text c="dimmed">{person?.email}</Text>
        </div>
        <Button variant="default" onClick={leave}>{words.actions.signOut}</Button>
      </Group>
      <FaceField />
      <ProblemNote problem={data ? null : error} onRetry={refetch} />
      {data ? <ProfileForm key={data.version} profile={data} /> : <Skeleton h={280} />}
    </Stack>
  )
}

function ProfileForm({ profile: { displayName, bio, preferences, version } }: { profile: Profile }) {
  const client = useQueryClient()
  const form = useForm({ initialValues: { displayName, bio, preferences }, validateInputOnBlur: true, validate: by(authContract.routes.putProfile.body) })
  const save = useMutation({
    mutationFn: (typed: typeof form.values) => api.auth.putProfile({ body: typed, headers: { 'if-match': `"${version}"` } }),
    onSuccess: saved => {
      renameSelf(saved.displayName)
      client.setQueryData(profileQuery.queryKey, saved)
    },
    onError: problem => placeProblem(form, problem),
  })
  return (
    <form onSubmit={form.onSubmit(typed => save.mutate(typed))} noValidate>
      <Stack>
        <TextInput label={words.auth.displayName} autoComplete="name" {...form.getInputProps('displayName')} />
        <Textarea label={say.bio} autosize minRows={3} {...form.getInputProps('bio')} />
        <Switch label={say.autoplay} {...form.getInputProps('preferences.autoplay', { type: 'checkbox' })} />
        <Switch label={say.captions} {...form.getInputProps('preferences.captions', { type: 'checkbox' })} />
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : save.error} />
        <Group><Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>{words.actions.save}</Button></Group>
      </Stack>
    </form>
  )
}
