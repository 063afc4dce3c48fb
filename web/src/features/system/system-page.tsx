import { Skeleton, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { TableSkeleton } from '../../components/table-skeleton.tsx'
import { adminWords } from '../../words/admin.ts'
import { FailedFilms } from '../videos/staff/failed-films.tsx'
import { Alarms } from './alarms.tsx'
import { DeadLettersDrawer } from './dead-letters-drawer.tsx'
import { alarmsQuery, queuesQuery } from './queries.ts'
import { QueueTable } from './queue-table.tsx'

const route = getRouteApi('/members/admin/system')
const say = adminWords.system

/** How the house does: what rings, what waits, what was given up. */
export default function SystemPage() {
  const { queue } = route.useSearch()
  const navigate = useNavigate({ from: '/admin/system' })
  const alarms = useQuery(alarmsQuery)
  const queues = useQuery(queuesQuery)
  const open = (name: string | undefined) => void navigate({ search: { queue: name }, resetScroll: false })
  return (
    <Stack gap="xl">
      <PageTitle>{say.title}</PageTitle>
      <Title order={1}>{say.title}</Title>
      <section aria-labelledby="alarms">
        <Title order={2} id="alarms" mb="sm">{say.alarms}</Title>
        {alarms.data ? <Alarms alarms={alarms.data.items} /> : alarms.error ? <ProblemNote problem={alarms.error} onRetry={alarms.refetch} /> : <Skeleton h={88} radius="lg" />}
      </section>
      <FailedFilms />
      <section aria-labelledby="queues">
        <Title order={2} id="queues" mb="sm">{say.queues}</Title>
        {queues.data ? <QueueTable queues={queues.data.items} onOpen={open} /> : queues.error ? <ProblemNote problem={queues.error} onRetry={queues.refetch} /> : <TableSkeleton />}
      </section>
      <DeadLettersDrawer queue={queues.data?.items.find(({ name }) => name === queue)} onClose={() => open(undefined)} />
    </Stack>
  )
}
