import { Group, Stack, Table, Text, Title, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { MemberSeen } from '../../../../functions/users/contract.ts'
import table from '../../components/data-table.module.css'
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
          : people ? <PeopleTable people={people} busy={query.isPlaceholderData} onOpen={open} /> : <TableSkeleton />}
      <LoadMore of={query} />
      <PersonDrawer id={id} onClose={() => open(undefined)} />
    </Stack>
  )
}

function PeopleTable({ people, busy, onOpen }: { people: readonly MemberSeen[]; busy: boolean; onOpen: (id: string) => void }) {
  return (
    <Table className={table.table} aria-busy={busy} verticalSpacing="sm" highlightOnHover highlightOnHoverColor="color-mix(in srgb, var(--house-lifted) 60%, transparent)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.person}</Table.Th>
          <Table.Th>{say.roles}</Table.Th>
          <Table.Th>{say.status}</Table.Th>
          <Table.Th>{say.joined}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map(person => (
          <Table.Tr key={person.id}>
            <Table.Td data-cell="main">
              <UnstyledButton className={classes.person} onClick={() => onOpen(person.id)}>
                <span className={text.said}>{say.open} </span>
                <Face of={person.id} size={36} />
                <span>
                  <Text size="sm" fw={600} component="span" display="block">{person.displayName} </Text>
                  <Text size="xs" c="dimmed" component="span">{person.email}</Text>
                </span>
              </UnstyledButton>
            </Table.Td>
            <Table.Td>{person.roles.filter(role => role !== 'viewer').map(role => say.roleNames[role]).join(', ')}</Table.Td>
            <Table.Td><Standing of={person} /></Table.Td>
            <Table.Td><When at={person.createdAt} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
