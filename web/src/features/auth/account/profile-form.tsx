import { Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { authContract, type profile } from '../../../../../functions/auth/contract.ts'
import { api } from '../../../api.ts'
import { LeaveGuard } from '../../../components/leave-guard.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { SaveBar } from '../../../components/save-bar.tsx'
import { SavedMeanwhileNote } from '../../../components/saved-meanwhile-note.tsx'
import { useSavedForm } from '../../../components/use-save-on-top.ts'
import { by } from '../../../components/validate.ts'
import { words } from '../../../words.ts'
import { renameSelf } from '../session.ts'
import { profileQuery } from '../use-preferences.ts'

type Profile = z.output<typeof profile>
const say = words.auth.account
const typedOf = ({ displayName, bio, preferences }: Profile) => ({ displayName, bio, preferences })

/** How a person is seen, and how they watch. A new picture moves the profile's version too; what is typed here stays. */
export function ProfileForm({ profile }: { profile: Profile }) {
  const client = useQueryClient()
  const form = useForm({ initialValues: typedOf(profile), validateInputOnBlur: true, validate: by(authContract.routes.putProfile.body) })
  const { save, meanwhile, problem, isPending, isSaved } = useSavedForm(form, profile, {
    typedOf,
    put: (body, headers) => api.auth.putProfile({ body, headers }),
    latest: () => api.auth.getProfile(),
    onSaved: saved => {
      renameSelf(saved.displayName)
      client.setQueryData(profileQuery.queryKey, saved)
    },
  })
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <LeaveGuard when={form.isDirty()} />
      <Stack>
        <TextInput label={words.auth.displayName} autoComplete="name" {...form.getInputProps('displayName')} />
        <Textarea label={say.bio} autosize minRows={3} {...form.getInputProps('bio')} />
        <Stack gap="xs" role="group" aria-label={say.preferences}>
          <Switch label={say.autoplay} {...form.getInputProps('preferences.autoplay', { type: 'checkbox' })} />
          <Switch label={say.captions} {...form.getInputProps('preferences.captions', { type: 'checkbox' })} />
        </Stack>
        <SavedMeanwhileNote title={say.meanwhile} of={meanwhile} />
        <ProblemNote problem={problem} />
        <SaveBar isDirty={form.isDirty()} isPending={isPending} isSaved={isSaved} saved={say.saved} />
      </Stack>
    </form>
  )
}
