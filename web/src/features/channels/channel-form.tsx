import { Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { channelsContract, type Channel } from '../../../../functions/channels/contract.ts'
import { api } from '../../api.ts'
import { LeaveGuard } from '../../components/leave-guard.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SavedMeanwhileNote } from '../../components/saved-meanwhile-note.tsx'
import { useSavedForm } from '../../components/use-save-on-top.ts'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { ChannelFields, fieldOf, type ChannelWords } from './channel-fields.tsx'
import { channelKeys } from './queries.ts'

const say = words.channels.form
const wordsOf = ({ name, handle, description }: Channel): ChannelWords => ({ name, handle, description })

/** Changes what is written about a channel, which several people may do at once. */
export function ChannelForm({ channel }: { channel: Channel }) {
  const client = useQueryClient()
  const params = { id: channel.id }
  const form = useForm({ initialValues: wordsOf(channel), validateInputOnBlur: true, validate: by(channelsContract.routes.create.body) })
  const { save, meanwhile, problem, isPending, isSaved } = useSavedForm(form, channel, {
    typedOf: wordsOf,
    put: (body, headers) => api.channels.put({ params, body, headers }),
    latest: () => api.channels.get({ params: { idOrHandle: channel.id } }),
    onSaved: () => client.invalidateQueries({ queryKey: channelKeys.all }),
  }, fieldOf)
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <LeaveGuard when={form.isDirty()} />
      <Stack>
        <ChannelFields form={form} handleByOwners={channel.role === 'editor'} />
        <SavedMeanwhileNote title={say.meanwhile} of={meanwhile} />
        <ProblemNote problem={problem} />
        <SaveBar isDirty={form.isDirty()} isPending={isPending} isSaved={isSaved} saved={say.saved} />
      </Stack>
    </form>
  )
}
