import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { MemberSeen } from '../../../../functions/users/contract.ts'
import { columnsOf, DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Face } from '../../components/face.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { TableSkeleton } from '../../components/table-skeleton.tsx'
import text from '../../components/text.module.css'
import { When } from '../../components/when.tsx'
import { adminWords } from '../../words/admin.ts'
import classes from './people-page.module.css'
import { PersonDrawer, Standing } from './person-drawer.tsx'
import { peopleQuery } from './queries.ts'

const route = getRouteApi('/members/admin/people')
const say = adminWords.people

/** Everybody in the house, found by the beginning of their name or address. */
export default function PeoplePage() {
  const { q, id } = route.useSearch()
  const navigate = useNavigate({ from: '/admin/people' })
  const query = useInfiniteQuery(peopleQuery(q))
  const people = query.data?.pages.flatMap(page => page.items)
  const open = (person: string | undefined) => void navigate({ search: before => ({ ...before, id: person }), resetScroll: false })
  return (
    <Stack>
      <PageTitle>{say.title}</PageTitle>
      <Group justify="space-between">
        <Title order={1}>{say.title}</Title>
        <SearchField className={classes.find} label={say.find} value={q} onChange={typed => void navigate({ search: before => ({ ...before, q: typed }), replace: true })} />
      </Group>
      {query.error && !people ? <ProblemNote problem={query.error} onRetry={query.refetch} />
        : people?.length === 0 ? <Empty title={say.none} text={q && say.noneFound(q)} />
          : people ? <DataTable columns={columns} rows={people} idOf={person => person.id} isBusy={query.isPlaceholderData} onOpen={open} /> : <TableSkeleton />}
      <LoadMore of={query} />
      <PersonDrawer id={id} onClose={() => open(undefined)} />
    </Stack>
  )
}

const column = columnsOf<MemberSeen>()
const columns = column.columns([
  column.accessor('displayName', { header: say.person, meta: { place: 'main' }, cell: ({ row, table }) => <Person person={row.original} onOpen={() => table.options.meta?.onOpen?.(row.id)} /> }),
  column.accessor('roles', { header: say.roles, cell: ({ getValue }) => getValue().filter(role => role !== 'viewer').map(role => say.roleNames[role]).join(', ') }),
  column.accessor('status', { header: say.status, cell: ({ row }) => <Standing of={row.original} /> }),
  column.accessor('createdAt', { header: say.joined, cell: ({ getValue }) => <When at={getValue()} /> }),
])

const Person = ({ person: { id, displayName, email }, onOpen }: { person: MemberSeen; onOpen: () => void }) => (
  <UnstyledButton className={classes.person} onClick={onOpen}>
    <span className={text.said}>{say.open} </span>
    <Face of={id} size={36} />
    <span>
      <Text size="sm" fw={600} component="span" display="block">{displayName} </Text>
      <Text size="xs" c="dimmed" component="span">{email}</Text>
    </span>
  </UnstyledButton>
)
