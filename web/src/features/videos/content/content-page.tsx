import { Select, Skeleton, Stack, Text, Title } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import chips from '../../../components/chips.module.css'
import type { RowSelectionState } from '../../../components/data-table.tsx'
import { LoadMore } from '../../../components/load-more.tsx'
import { PageTitle } from '../../../components/page-title.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { SearchField } from '../../../components/search-field.tsx'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import { usePerson } from '../../auth/use-session.ts'
import { ChannelSelect } from '../../channels/channel-select.tsx'
import { FirstChannel } from '../../channels/first-channel.tsx'
import { useChannel } from '../../channels/use-channel.ts'
import { UploadButton } from '../upload-button.tsx'
import { orders, parts, type Order, type Part } from './arrange.ts'
import { ContentTable } from './content-table.tsx'
import classes from './content-table.module.css'
import { FirstSteps } from './first-steps.tsx'
import { Interrupted } from './interrupted.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useFilms } from './use-films.ts'

const DropZone = lazy(() => import('../drop-zone.tsx'))
const route = getRouteApi('/members/studio/content')
const say = words.videos.content
const chosenParts: readonly (Part | undefined)[] = [undefined, ...parts]
const byOrder = orders.map(value => ({ value, label: studioWords.orders[value] }))

/** Everything in one's channel, with how far each has come. */
export default function ContentPage() {
  const { channel: asked } = route.useSearch()
  const navigate = useNavigate({ from: '/studio/content' })
  const person = usePerson()
  const { channels, channel, error, refetch } = useChannel(asked)
  if (channel === null) return <FirstChannel onSaved={({ id }) => navigate({ to: '/studio/upload', search: { channel: id } })} />
  return (
    <Stack>
      <PageTitle>{say.title}</PageTitle>
      <div className={classes.head}>
        <Title order={1}>{say.title}</Title>
        <div className={classes.start}>
          <ChannelSelect channels={channels} value={channel?.id} personId={person?.id} onChange={id => void navigate({ search: before => ({ ...before, channel: id }), replace: true })} />
          {channel && <UploadButton channelId={channel.id} />}
        </div>
      </div>
      <ProblemNote problem={error} onRetry={refetch} />
      {channel ? <Films key={channel.id} channelId={channel.id} /> : <Skeleton h={360} />}
    </Stack>
  )
}

function Films({ channelId }: { channelId: string }) {
  const search = route.useSearch()
  const { part, q, sort = 'newest' } = search
  const navigate = useNavigate({ from: '/studio/content' })
  const { query, all, films, counts, isGathering } = useFilms(channelId, search)
  const [selected, setSelected] = useState<RowSelectionState>({})
  const show = (change: { q?: string; sort?: Order }) => navigate({ search: before => ({ ...before, ...change }), replace: true, resetScroll: false })
  if (query.error && !films) return <ProblemNote problem={query.error} onRetry={query.refetch} />
  if (all?.length === 0) {
    return (
      <>
        <FirstSteps films={[]} />
        <Suspense fallback={<Skeleton h={400} />}><DropZone channelId={channelId} /></Suspense>
      </>
    )
  }
  return (
    <>
      {all && !query.hasNextPage && <FirstSteps films={all} />}
      {all && <Interrupted films={all} />}
      <div className={classes.tools}>
        <nav aria-label={say.filter} className={chips.chips}>
          {chosenParts.map(one => (
            <Link key={one ?? 'all'} to="/studio/content" search={{ ...search, part: one }} activeOptions={{ exact: true, includeSearch: true }} className={chips.chip}>{studioWords.parts[one ?? 'all']}{counts && <span className={classes.howMany}> {counts[one ?? 'all']}</span>}</Link>
          ))}
        </nav>
        <SearchField className={classes.find} label={studioWords.table.find} value={q} onChange={text => void show({ q: text })} />
        <Select className={classes.order} aria-label={studioWords.table.order} allowDeselect={false} data={byOrder} value={sort} onChange={order => void show({ sort: order === 'newest' ? undefined : order as Order })} />
      </div>
      {films?.length === 0
        ? <Text c="dimmed" ta="center" py={64} role="status">{isGathering ? studioWords.table.gathering(all!.length) : q ? studioWords.table.noneFound(q) : studioWords.noneIn[part ?? 'all']}</Text>
        : films ? <ContentTable films={films} selected={selected} onSelect={setSelected} order={sort} onOrder={order => void show({ sort: order === 'newest' ? undefined : order })} /> : <Skeleton h={320} radius="lg" />}
      {!isGathering && <LoadMore of={query} />}
      <SelectionBar films={films?.filter(({ id }) => selected[id]) ?? []} onClear={() => setSelected({})} />
    </>
  )
}
