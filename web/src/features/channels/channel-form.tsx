import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { channelsContract, type Channel } from '../../../../functions/channels/contract.ts'
import { api } from '../../api.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import { handleFromName } from './handle-from-name.ts'
import { channelKeys } from './queries.ts'

const say = words.channels.form

/** Opens a channel, or changes the given one. The handle follows the name until somebody types it. */
export function ChannelForm({ channel, onSaved }: { channel?: Channel; onSaved: (channel: Channel) => void | Promise<void> }) {
  const client = useQueryClient()
  const form = useForm({
    initialValues: { name: channel?.name ?? '', handle: channel?.handle ?? '', description: channel?.description ?? '' }, validateInputOnBlur: true,
    validate: by(channelsContract.routes.create.body),
  })
  const save = useMutation({
    mutationFn: (typed: typeof form.values) => (channel ? api.channels.put({ params: { id: channel.id }, body: typed, headers: { 'if-match': `"${channel.version}"` } }) : api.channels.create({ body: typed })),
    onSuccess: async saved => {
      form.resetDirty()
      await client.invalidateQueries({ queryKey: channelKeys.all })
      await onSaved(saved)
    },
    onError: problem => placeProblem(form, problem, { handle_taken: 'handle', handle_reserved: 'handle' }),
  })
  const byOwners = channel?.role === 'editor'
  const nameProps = form.getInputProps('name')
  const onName = (event: React.ChangeEvent<HTMLInputElement>) => {
    const follows = !channel && form.values.handle === handleFromName(form.values.name)
    nameProps.onChange(event)
    if (follows) form.setFieldValue('handle', handleFromName(event.currentTarget.value))
  }
  return (
    <form onSubmit={form.onSubmit(typed => save.mutate(typed))} noValidate>
      <Stack>
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : save.error} />
        <TextInput label={say.name} autoFocus={!channel} {...nameProps} onChange={onName} />
        <TextInput label={say.handle} description={byOwners ? words.channels.team.handleByOwners : say.handleHint(form.values.handle.toLowerCase())} disabled={byOwners} spellCheck={false} autoCapitalize="none" {...form.getInputProps('handle')} />
        <Textarea label={say.description} description={say.descriptionHint} autosize minRows={4} maxRows={12} {...form.getInputProps('description')} />
        <Group><Button type="submit" loading={save.isPending} disabled={channel !== undefined && !form.isDirty()}>{channel ? say.save : say.create}</Button></Group>
      </Stack>
    </form>
  )
}
