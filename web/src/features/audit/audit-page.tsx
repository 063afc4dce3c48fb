import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { adminWords } from '../../words/admin.ts'
import { trailQuery } from './queries.ts'
import { Trail } from './trail.tsx'

const route = getRouteApi('/members/admin/audit')
const say = adminWords.audit

/** Who did what to whom, and why; the latest first. */
export default function AuditPage() {
  const { subject, actor } = route.useSearch()
  const navigate = useNavigate({ from: '/admin/audit' })
  const query = useInfiniteQuery(trailQuery(actor ? { actor } : { subject }))
  const entries = query.data?.pages.flatMap(page => page.items)
  const one = actor ?? subject
  return (
    <Stack maw={800}>
      <PageTitle>{say.title}</PageTitle>
      <Title order={1}>{say.title}</Title>
      {one && (
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">{actor ? say.filteredBy : say.filteredAbout}: {one}</Text>
          <Button size="xs" variant="default" onClick={() => void navigate({ search: {} })}>{say.everything}</Button>
        </Group>
      )}
      {query.error && !entries ? <ProblemNote problem={query.error} onRetry={query.refetch} />
        : entries?.length === 0 ? <Empty title={say.none} text={say.noneText} />
          : <Trail entries={entries} />}
      <LoadMore of={query} />
    </Stack>
  )
}
