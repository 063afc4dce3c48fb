import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { Invitation } from '../../../../../functions/channels/contract.ts'
import { api } from '../../../api.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { Exactly } from '../../../components/when.tsx'
import { words } from '../../../words.ts'
import classes from './team.module.css'
import { useTeamChange } from './use-team-change.ts'

const { open: say, invite, roles } = words.channels.team

/** Who has been invited and has not answered yet. */
export function OpenInvitations({ channelId, invitations }: { channelId: string; invitations: readonly Invitation[] }) {
  const withdraw = useTeamChange(({ id }: Invitation) => api.channels.withdraw({ params: { id: channelId, invitationId: id } }), ({ email }) => say.withdrawn(email))
  const again = useTeamChange(({ email, role }: Invitation) => api.channels.invite({ params: { id: channelId }, body: { email, role } }), ({ email }) => invite.sent(email))
  const busy = (invitation: Invitation, of: typeof withdraw) => of.isPending && of.variables.id === invitation.id
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">{say.title}</Title>
      <ProblemNote problem={withdraw.error ?? again.error} />
      <ul className={classes.list}>
        {invitations.map(invitation => (
          <li key={invitation.id} className={classes.offer}>
            <div>
              <Text fw={600}>{invitation.email}</Text>
              <Text size="sm" c="dimmed">{roles[invitation.role]} · <Exactly at={invitation.expiresAt} say={until => say.by(invitation.invitedBy, until)} /></Text>
            </div>
            <Group gap="xs">
              <Button size="xs" variant="default" aria-label={say.of(say.again, invitation.email)} loading={busy(invitation, again)} onClick={() => again.mutate(invitation)}>{say.again}</Button>
              <Button size="xs" variant="outline" color="red" aria-label={say.of(say.withdraw, invitation.email)} loading={busy(invitation, withdraw)} onClick={() => withdraw.mutate(invitation)}>{say.withdraw}</Button>
            </Group>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
