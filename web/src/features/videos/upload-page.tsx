import { Group, Skeleton, Stack, Title } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { ChannelSelect } from '../channels/channel-select.tsx'
import { FirstChannel } from '../channels/first-channel.tsx'
import DropZone from './drop-zone.tsx'
import { useChannel } from '../channels/use-channel.ts'

const route = getRouteApi('/members/studio/upload')

/** The way from "Create" to a film: a channel first, if there is none yet. */
export default function UploadPage() {
  const asked = route.useSearch().channel
  const navigate = useNavigate()
  const person = usePerson()
  const { channels, channel, error, refetch } = useChannel(asked)
  if (channel === null) return <FirstChannel />
  return (
    <Stack maw={960}>
      <PageTitle>{words.videos.upload.title}</PageTitle>
      <Group justify="space-between">
        <Title order={1}>{words.videos.upload.title}</Title>
        <ChannelSelect channels={channels} value={channel?.id} personId={person?.id} onChange={id => void navigate({ to: '/studio/upload', search: { channel: id }, replace: true })} />
      </Group>
      <ProblemNote problem={error} onRetry={refetch} />
      {channel ? <DropZone channelId={channel.id} title={words.videos.content.drop} /> : <Skeleton h={400} />}
    </Stack>
  )
}
