import { Skeleton, Stack, Title } from '@mantine/core'
import { IconMovie } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Video } from '../../../../functions/videos/contract.ts'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { ContinueRow } from '../playback/continue-row.tsx'
import { CategoryChips } from './category-chips.tsx'
import { FilmGrid } from './film-grid.tsx'
import classes from './home-page.module.css'
import { homeRows } from './home-rows.ts'
import { browseQuery, feedQuery, rowQuery } from './queries.ts'
import { useOwnRowsKnown } from './use-own-rows.ts'

const route = getRouteApi('/')

/** The front page: rows of what is on, or one long list of a category or an order. */
export default function HomePage() {
  const { category, sort } = route.useSearch()
  const title = category ? words.videos.categories[category] : sort ? words.home[sort] : words.home.title
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <h1 className={classes.said}>{title}</h1>
      <CategoryChips sort={sort} />
      {category || sort ? <All category={category} sort={sort ?? 'newest'} /> : <Rows />}
    </>
  )
}

/** In a small house one row holds everything; a second order of the same films would say nothing. */
function Rows() {
  const { data } = useQuery(rowQuery({ sort: homeRows[0] }, 8))
  const rows = data && !data.nextCursor ? homeRows.slice(0, 1) : homeRows
  if (!useOwnRowsKnown()) return <Places />
  return (
    <Stack gap={40}>
      <ContinueRow limit={4} eager />
      <FollowedRow />
      {rows.map(row => <Row key={row} sort={row} first={row === homeRows[0]} />)}
    </Stack>
  )
}

const Places = () => (
  <Stack gap={40}>
    {[4, 8].map(expected => (
      <section key={expected}>
        <Skeleton h={28} w={180} mb="md" />
        <FilmGrid films={undefined} expected={expected} />
      </section>
    ))}
  </Stack>
)

/** The newest of the channels one follows. */
function FollowedRow() {
  const person = usePerson()
  const { data } = useQuery({ ...feedQuery(8), enabled: person !== null })
  if (!person || !data || data.items.length === 0) return null
  return (
    <section aria-labelledby="row-followed">
      <Title order={2} id="row-followed" mb="md">{words.home.followed}</Title>
      <FilmGrid films={data.items} />
    </section>
  )
}

function Row({ sort, first }: { sort: 'newest' | 'popular'; first: boolean }) {
  const { data, error, refetch } = useQuery(rowQuery({ sort }, 8))
  if (data?.items.length === 0) return first ? <NothingYet /> : null
  return (
    <section aria-labelledby={`row-${sort}`}>
      <div className={classes.head}>
        <Title order={2} id={`row-${sort}`}>{words.home[sort]}</Title>
        {data?.nextCursor && <Link to="/" search={{ sort }} className={classes.all} aria-label={`${words.home.seeAll}: ${words.home[sort]}`}>{words.home.seeAll}</Link>}
      </div>
      {error && !data ? <ProblemNote problem={error} onRetry={refetch} /> : <FilmGrid films={data?.items} eager={first ? 4 : 0} />}
    </section>
  )
}

function All({ category, sort }: { category: Video['category'] | undefined; sort: 'newest' | 'popular' }) {
  const films = useInfiniteQuery(browseQuery({ sort, ...(category && { category }) }))
  const items = films.data?.pages.flatMap(page => page.items)
  if (films.error && !items) return <ProblemNote problem={films.error} onRetry={films.refetch} />
  if (items?.length === 0) return <Empty title={words.home.emptyCategory} text={words.home.emptyCategoryText} icon={<IconMovie size={40} stroke={1.25} aria-hidden />} />
  return (
    <>
      <FilmGrid films={items} expected={12} eager={4} more={films.isFetchingNextPage} heading="h2" />
      <LoadMore of={films} />
    </>
  )
}

const NothingYet = () => (
  <Empty title={words.home.empty} text={words.home.emptyText} icon={<IconMovie size={40} stroke={1.25} aria-hidden />}>
    <LinkButton to="/studio/upload">{words.home.publishFirst}</LinkButton>
  </Empty>
)
