import { Group, Skeleton, Stack, Title } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { LinkButton } from '../../components/link-button.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { ChannelPictures } from './channel-pictures.tsx'
import { ChannelForm } from './channel-form.tsx'
import { ChannelSelect } from './channel-select.tsx'
import { FirstChannel } from './first-channel.tsx'
import { useChannel } from './use-channel.ts'

const route = getRouteApi('/members/studio/channel')

export default function ChannelSettingsPage() {
  const asked = route.useSearch().channel
  const navigate = useNavigate()
  const person = usePerson()
  const { channels, channel, error, refetch } = useChannel(asked)
  if (channel === null) return <FirstChannel />
  return (
    <Stack maw={640}>
      <PageTitle>{words.channels.settings.title}</PageTitle>
      <Group justify="space-between">
        <Title order={1}>{words.channels.settings.title}</Title>
        <Group gap="xs">
          <ChannelSelect channels={channels} value={channel?.id} personId={person?.id} onChange={id => void navigate({ to: '/studio/channel', search: { channel: id }, replace: true })} />
          {channel && <LinkButton to="/studio/members" search={{ channel: channel.id }} variant="default">{words.areas.members}</LinkButton>}
          <LinkButton to="/studio/channels/new" variant="default">{words.channels.another}</LinkButton>
        </Group>
      </Group>
      <ProblemNote problem={error} onRetry={refetch} />
      {channel && <ChannelPictures channel={channel} />}
      {channel ? <ChannelForm key={channel.id} channel={channel} /> : <Skeleton h={320} />}
    </Stack>
  )
}
