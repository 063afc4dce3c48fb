import { Button, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { channelsContract, type ChannelRole } from '../../../../../functions/channels/contract.ts'
import { api } from '../../../api.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { by } from '../../../components/validate.ts'
import { words } from '../../../words.ts'
import classes from './team.module.css'
import { useTeamChange } from './use-team-change.ts'

const { invite: say, roles, may } = words.channels.team
export const roleChoices = (['editor', 'owner'] as const).map(role => ({ value: role, label: roles[role] }))

export function InviteForm({ channelId }: { channelId: string }) {
  const form = useForm({ initialValues: { email: '', role: 'editor' as ChannelRole }, validate: by(channelsContract.routes.invite.body) })
  const invite = useTeamChange((typed: typeof form.values) => api.channels.invite({ params: { id: channelId }, body: typed }), ({ email }) => say.sent(email.trim().toLowerCase()), () => form.reset())
  return (
    <form onSubmit={form.onSubmit(typed => invite.mutate(typed))} noValidate>
      <Stack gap="sm">
        <Title order={2} size="h3">{say.title}</Title>
        <ProblemNote problem={invite.error} />
        <div className={classes.invite}>
          <TextInput label={say.email} type="email" autoComplete="off" {...form.getInputProps('email')} />
          <Select label={say.role} data={roleChoices} allowDeselect={false} {...form.getInputProps('role')} />
          <Button type="submit" loading={invite.isPending} className={classes.send}>{say.submit}</Button>
        </div>
        <Text size="sm" c="dimmed">{may[form.values.role]} {say.hint}</Text>
      </Stack>
    </form>
  )
}
