import { Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Processing } from '../../../../functions/videos/contract.ts'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { ChannelSelect } from '../channels/channel-select.tsx'
import { FirstChannel } from '../channels/first-channel.tsx'
import { useChannel } from '../channels/use-channel.ts'
import { ContentTable } from './content-table.tsx'
import classes from './content-page.module.css'
import { channelVideosQuery } from './queries.ts'
import { UploadButton } from './upload-button.tsx'

const DropZone = lazy(() => import('./drop-zone.tsx'))
const route = getRouteApi('/members/studio')
const say = words.videos.content
const states: readonly (Processing | undefined)[] = [undefined, 'uploading', 'transcoding', 'ready', 'failed']

/** Everything in one's channel, with how far each has come. */
export default function ContentPage() {
  const { channel: asked, status } = route.useSearch()
  const navigate = useNavigate()
  const person = usePerson()
  const { channels, channel, error, refetch } = useChannel(asked)
  if (channel === null) return <FirstChannel onSaved={() => navigate({ to: '/studio/upload' })} />
  return (
    <Stack>
      <PageTitle>{say.title}</PageTitle>
      <Group justify="space-between" mih={42}>
        <Title order={1}>{say.title}</Title>
        <Group gap="xs">
          <ChannelSelect channels={channels} value={channel?.id} personId={person?.id} onChange={id => void navigate({ to: '/studio', search: { channel: id, status } })} />
          {channel && <UploadButton channelId={channel.id} />}
        </Group>
      </Group>
      <ProblemNote problem={error} onRetry={refetch} />
      {channel ? <Films channelId={channel.id} status={status} asked={asked} /> : <Skeleton h={360} />}
    </Stack>
  )
}

function Films({ channelId, status, asked }: { channelId: string; status: Processing | undefined; asked: string | undefined }) {
  const query = useInfiniteQuery(channelVideosQuery(channelId, status))
  const films = query.data?.pages.flatMap(page => page.items)
  if (query.error && !films) return <ProblemNote problem={query.error} onRetry={query.refetch} />
  if (films?.length === 0 && !status) return <Suspense fallback={<Skeleton h={400} />}><DropZone channelId={channelId} /></Suspense>
  return (
    <>
      <nav aria-label={say.filter} className={classes.chips}>
        {states.map(state => (
          <Link key={state ?? 'all'} to="/studio" search={{ channel: asked, status: state }} activeOptions={{ exact: true, includeSearch: true }} className={classes.chip}>{state ? words.videos.stages[state] : say.all}</Link>
        ))}
      </nav>
      {films?.length === 0 ? <Text c="dimmed" ta="center" py={64}>{say.none}</Text> : films ? <ContentTable films={films} /> : <Skeleton h={320} radius="lg" />}
      <LoadMore of={query} />
    </>
  )
}
