import { Stack, Title } from '@mantine/core'
import { IconBooks } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Empty } from '../../components/empty.tsx'
import { Face } from '../../components/face.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { followsQuery } from '../channels/queries.ts'
import grid from '../videos/film-grid.module.css'
import { FilmGrid } from '../videos/film-grid.tsx'
import { ContinueRow } from './continue-row.tsx'
import classes from './library-page.module.css'
import { historyQuery } from './queries.ts'
import { useForgotten } from './use-forgotten.ts'
import { WatchedCard } from './watched-card.tsx'

const say = words.playback.library

/** All that is one's own as a viewer: what is begun, what was watched, whom one follows. */
export default function LibraryPage() {
  const history = useInfiniteQuery(historyQuery())
  const { data: follows } = useQuery(followsQuery(8))
  const isForgotten = useForgotten()
  const watched = history.data?.pages[0]?.items.filter(({ video }) => !isForgotten(video.id)).slice(0, 8)
  const nothing = watched?.length === 0 && follows?.items.length === 0
  return (
    <Stack gap={40}>
      <PageTitle>{say.title}</PageTitle>
      <Title order={1}>{say.title}</Title>
      {history.error && !watched && <ProblemNote problem={history.error} onRetry={history.refetch} />}
      {nothing && <Empty title={say.empty} text={say.emptyText} icon={<IconBooks size={40} stroke={1.25} aria-hidden />}><LinkButton to="/" variant="default">{words.channels.list.look}</LinkButton></Empty>}
      <ContinueRow limit={4} />
      {watched?.length !== 0 && (
        <section aria-labelledby="library-history">
          <Head id="library-history" title={words.playback.history.title} all={<Link to="/history" className={classes.all}>{words.home.seeAll}</Link>} />
          {watched ? <ul className={grid.grid}>{watched.map(one => <li key={one.video.id}><WatchedCard watched={one} /></li>)}</ul> : <FilmGrid films={undefined} expected={4} />}
        </section>
      )}
      {follows && follows.items.length > 0 && (
        <section aria-labelledby="library-follows">
          <Head id="library-follows" title={words.areas.followed} all={<Link to="/following" className={classes.all}>{words.home.seeAll}</Link>} />
          <ul className={classes.channels}>
            {follows.items.map(channel => (
              <li key={channel.id}>
                <Link to="/@{$handle}" params={{ handle: channel.handle }} className={classes.channel}>
                  <Face of={channel.handle} picture={channel.face} size={64} />
                  <span>{channel.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  )
}

const Head = ({ id, title, all }: { id: string; title: string; all: ReactNode }) => (
  <div className={classes.head}>
    <Title order={2} id={id}>{title}</Title>
    {all}
  </div>
)
