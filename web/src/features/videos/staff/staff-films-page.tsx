import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Processing } from '../../../../../functions/videos/contract.ts'
import { ChipRow } from '../../../components/chip-row.tsx'
import chips from '../../../components/chips.module.css'
import { Empty } from '../../../components/empty.tsx'
import { LoadMore } from '../../../components/load-more.tsx'
import { PageTitle } from '../../../components/page-title.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { TableSkeleton } from '../../../components/table-skeleton.tsx'
import { adminWords } from '../../../words/admin.ts'
import { words } from '../../../words.ts'
import { FindFilm } from './find-film.tsx'
import { staffFilmsQuery } from './queries.ts'
import { StaffFilmDrawer } from './staff-film-drawer.tsx'
import { StaffTable } from './staff-table.tsx'

const route = getRouteApi('/members/admin/films')
const say = adminWords.films
const states: readonly (Processing | undefined)[] = [undefined, 'failed', 'uploading', 'checking', 'transcoding', 'ready']

/** Films of anyone, the latest first. */
export default function StaffFilmsPage() {
  const { state, owner, channel, id } = route.useSearch()
  const navigate = useNavigate({ from: '/admin/films' })
  const query = useInfiniteQuery(staffFilmsQuery({ state, ...(owner ? { ownerId: owner } : channel ? { channelId: channel } : {}) }))
  const films = query.data?.pages.flatMap(page => page.items)
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  // Of one person's films in a state a page may hold none, and the next one some.
  const isLooking = films?.length === 0 && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isLooking && !isFetching) void fetchNextPage()
  }, [isLooking, isFetching, fetchNextPage])
  const open = (film: string | undefined) => void navigate({ search: before => ({ ...before, id: film }), resetScroll: false })
  return (
    <Stack>
      <PageTitle>{say.title}</PageTitle>
      <Group justify="space-between">
        <Title order={1}>{say.title}</Title>
        <FindFilm onFound={open} />
      </Group>
      {(owner || channel) && (
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">{owner ? say.ofPerson : films?.[0] ? say.ofChannel(films[0].channel.name) : say.ofOneChannel}</Text>
          <Button size="xs" variant="default" onClick={() => void navigate({ search: { state } })}>{say.everybody}</Button>
        </Group>
      )}
      <ChipRow label={say.filter}>
        {states.map(one => <Link key={one ?? 'all'} to="/admin/films" search={{ state: one, owner, channel }} activeOptions={{ exact: true, includeSearch: true }} className={chips.chip}>{one ? words.videos.stages[one] : say.all}</Link>)}
      </ChipRow>
      {query.error && !films ? <ProblemNote problem={query.error} onRetry={query.refetch} />
        : isLooking ? <TableSkeleton />
          : films?.length === 0 ? <Empty title={say.none} />
            : films ? <StaffTable films={films} onOpen={open} /> : <TableSkeleton />}
      {!isLooking && <LoadMore of={query} />}
      <StaffFilmDrawer id={id} onClose={() => open(undefined)} />
    </Stack>
  )
}
