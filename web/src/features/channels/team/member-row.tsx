import { ActionIcon, Menu, Select, Text } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { useState } from 'react'
import type { Channel, ChannelRole, TeamMember } from '../../../../../functions/channels/contract.ts'
import { api } from '../../../api.ts'
import { Face } from '../../../components/face.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { When } from '../../../components/when.tsx'
import { words } from '../../../words.ts'
import { ConfirmChange } from './confirm-change.tsx'
import { roleChoices } from './invite-form.tsx'
import classes from './team.module.css'
import { useTeamChange } from './use-team-change.ts'

const say = words.channels.team

/** Somebody of the team, and what the viewer may decide about them. */
export function MemberRow({ member, channel, personId, onLeft }: { member: TeamMember; channel: Channel; personId: string; onLeft: () => void }) {
  const [asking, ask] = useState<'remove' | 'hand-over' | null>(null)
  const { userId, displayName, role, holds } = member
  const isMe = userId === personId
  const params = { id: channel.id, userId }
  const change = useTeamChange((next: ChannelRole) => api.channels.changeRole({ params, body: { role: next } }), next => say.roleChanged(displayName, say.roles[next].toLowerCase()))
  const remove = useTeamChange(() => api.channels.removeMember({ params }), () => (isMe ? say.leave.done(channel.name) : say.remove.done(displayName)), () => { ask(null); if (isMe) onLeft() })
  const handOver = useTeamChange(() => api.channels.handOver({ params: { id: channel.id }, body: { userId } }), () => say.handOver.done(displayName), () => ask(null))
  const decides = channel.role === 'owner' && !holds
  const mayHandOver = channel.ownerId === personId && !holds && role === 'owner'
  return (
    <li className={classes.person}>
      <Face of={userId} size={40} />
      <div className={classes.name}>
        <Text fw={600} lineClamp={2}>{displayName}{isMe && <Text span c="dimmed" fw={400}> · {say.you}</Text>}</Text>
        <Text size="sm" c="dimmed" truncate>{holds ? (isMe ? say.holdsMine : say.holds) : <When at={member.joinedAt} say={say.joined} />}</Text>
        <ProblemNote problem={change.error} />
      </div>
      {decides
        ? <Select className={classes.role} size="sm" aria-label={say.roleOf(displayName)} data={roleChoices} allowDeselect={false} value={role} disabled={change.isPending} onChange={next => next && next !== role && change.mutate(next as ChannelRole)} />
        : <Text className={classes.role} size="sm">{say.roles[role]}</Text>}
      <div className={classes.more}>
        {!holds && (decides || isMe) && (
          <Menu position="bottom-end">
            <Menu.Target><ActionIcon variant="subtle" color="gray" size={36} aria-label={say.more(displayName)}><IconDotsVertical size={20} aria-hidden /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
              {mayHandOver && <Menu.Item onClick={() => ask('hand-over')}>{say.handOver.action}</Menu.Item>}
              <Menu.Item color="red" onClick={() => ask('remove')}>{isMe ? say.leave.action : say.remove.action}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {asking === 'remove' && (
        <ConfirmChange
          title={isMe ? say.leave.title(channel.name) : say.remove.title(displayName)} text={isMe ? say.leave.text : say.remove.text(displayName, channel.name)} action={isMe ? say.leave.action : say.remove.action}
          problem={remove.error} pending={remove.isPending} onConfirm={() => remove.mutate(undefined)} onClose={() => ask(null)}
        />
      )}
      {asking === 'hand-over' && (
        <ConfirmChange
          title={say.handOver.title(displayName)} text={say.handOver.text(displayName)} action={say.handOver.action} typed={{ label: say.handOver.type(channel.name), text: channel.name }}
          problem={handOver.error} pending={handOver.isPending} onConfirm={() => handOver.mutate(undefined)} onClose={() => ask(null)}
        />
      )}
    </li>
  )
}
