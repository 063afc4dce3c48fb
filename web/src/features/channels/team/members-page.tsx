import { Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Channel } from '../../../../../functions/channels/contract.ts'
import { PageTitle } from '../../../components/page-title.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'
import { usePerson } from '../../auth/use-session.ts'
import { ChannelSelect } from '../channel-select.tsx'
import { FirstChannel } from '../first-channel.tsx'
import { useChannel } from '../use-channel.ts'
import { InviteForm } from './invite-form.tsx'
import { MemberRow } from './member-row.tsx'
import { OpenInvitations } from './open-invitations.tsx'
import { teamQuery } from './queries.ts'
import classes from './team.module.css'

const route = getRouteApi('/members/studio/members')
const say = words.channels.team

/** Who works on a channel, and what each of them may do. */
export default function MembersPage() {
  const { channel: asked } = route.useSearch()
  const navigate = useNavigate()
  const person = usePerson()
  const { channels, channel, error, refetch } = useChannel(asked)
  if (channel === null) return <FirstChannel />
  return (
    <Stack maw={760} gap="lg">
      <PageTitle>{say.title}</PageTitle>
      <Stack gap="xs">
        <Group justify="space-between" mih={42}>
          <Title order={1}>{say.title}</Title>
          <ChannelSelect channels={channels} value={channel?.id} personId={person?.id} onChange={id => void navigate({ to: '/studio/members', search: { channel: id }, replace: true })} />
        </Group>
        {channel && <Text c="dimmed">{say.lead(channel.name)}</Text>}
      </Stack>
      <ProblemNote problem={error} onRetry={refetch} />
      {channel && person ? <Team key={channel.id} channel={channel} personId={person.id} /> : <Skeleton h={320} />}
    </Stack>
  )
}

function Team({ channel, personId }: { channel: Channel; personId: string }) {
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(teamQuery(channel.id))
  if (error && !data) return <ProblemNote problem={error} onRetry={refetch} />
  if (!data) return <Skeleton h={320} />
  const isOwner = channel.role === 'owner'
  return (
    <>
      <ul className={classes.list}>
        {data.items.map(member => <MemberRow key={member.userId} member={member} channel={channel} personId={personId} onLeft={() => void navigate({ to: '/studio', search: { channel: undefined } })} />)}
      </ul>
      {data.items.length === 1 && data.invitations.length === 0 && <Text c="dimmed">{say.alone}</Text>}
      {isOwner ? <InviteForm channelId={channel.id} /> : <Text size="sm" c="dimmed">{say.ownersOnly}</Text>}
      {data.invitations.length > 0 && <OpenInvitations channelId={channel.id} invitations={data.invitations} />}
    </>
  )
}
