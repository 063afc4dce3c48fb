import { Skeleton, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LinkButton } from '../../../components/link-button.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { adminWords } from '../../../words/admin.ts'
import { staffFilmsQuery } from './queries.ts'
import { StaffTable } from './staff-table.tsx'

const say = adminWords.system

/** The latest films that failed, on the page about the system's health. */
export function FailedFilms() {
  const navigate = useNavigate()
  const { data, error, refetch, hasNextPage } = useInfiniteQuery(staffFilmsQuery({ state: 'failed' }, 5))
  const films = data?.pages[0]?.items
  return (
    <section aria-labelledby="failed">
      <Title order={2} id="failed" mb="sm">{say.failed}</Title>
      {films ? films.length === 0 ? <Text size="sm" c="dimmed">{say.failedNone}</Text> : <StaffTable films={films} onOpen={id => void navigate({ to: '/admin/films', search: { state: 'failed', id } })} />
        : error ? <ProblemNote problem={error} onRetry={refetch} /> : <Skeleton h={120} radius="lg" />}
      {hasNextPage && <LinkButton to="/admin/films" search={{ state: 'failed' }} variant="default" size="xs" mt="sm">{say.failedAll}</LinkButton>}
    </section>
  )
}
