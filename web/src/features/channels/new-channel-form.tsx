import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { channelsContract, type Channel } from '../../../../functions/channels/contract.ts'
import { api } from '../../api.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { ChannelFields, fieldOf } from './channel-fields.tsx'
import { handleFromName } from './handle-from-name.ts'
import { channelKeys } from './queries.ts'

/** Opens a channel. The handle follows the name until somebody types it. */
export function NewChannelForm({ onSaved }: { onSaved: (channel: Channel) => void | Promise<void> }) {
  const client = useQueryClient()
  const form = useForm({ initialValues: { name: '', handle: '', description: '' }, validateInputOnBlur: true, validate: by(channelsContract.routes.create.body) })
  const create = useMutation({
    mutationFn: (typed: typeof form.values) => api.channels.create({ body: typed }),
    onSuccess: async created => {
      await client.invalidateQueries({ queryKey: channelKeys.all })
      await onSaved(created)
    },
    onError: problem => placeProblem(form, problem, fieldOf),
  })
  const follow = (name: string) => {
    if (form.values.handle === handleFromName(form.values.name)) form.setFieldValue('handle', handleFromName(name))
  }
  return (
    <form onSubmit={form.onSubmit(typed => create.mutate(typed))} noValidate>
      <Stack>
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : create.error} />
        <ChannelFields form={form} autoFocus onName={follow} />
        <Group><Button type="submit" loading={create.isPending}>{words.channels.form.create}</Button></Group>
      </Stack>
    </form>
  )
}
