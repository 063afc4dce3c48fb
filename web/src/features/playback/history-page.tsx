import { ActionIcon, Button, Group, Skeleton, Stack, Title } from '@mantine/core'
import { IconHistory, IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Watched } from '../../../../functions/playback/contract.ts'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { dayOf } from '../../format.ts'
import { words } from '../../words.ts'
import { WatchedCard } from './watched-card.tsx'
import classes from './history-page.module.css'
import { historyQuery } from './queries.ts'
import { useForget } from './use-forget.tsx'
import { useForgotten } from './use-forgotten.ts'

const say = words.playback.history

/** Everything watched, by days, and a way to have it forgotten. */
export default function HistoryPage() {
  const history = useInfiniteQuery(historyQuery())
  const isForgotten = useForgotten()
  const forget = useForget()
  const films = history.data?.pages.flatMap(page => page.items).filter(({ video }) => !isForgotten(video.id))
  return (
    <Stack maw={880} gap="lg">
      <PageTitle>{say.title}</PageTitle>
      <Group justify="space-between">
        <Title order={1}>{say.title}</Title>
        {films && films.length > 0 && <Button variant="default" onClick={() => forget('all')}>{say.forgetAll}</Button>}
      </Group>
      {history.error && !films && <ProblemNote problem={history.error} onRetry={history.refetch} />}
      {films?.length === 0 && !history.hasNextPage && <Empty title={say.empty} text={say.emptyText} icon={<IconHistory size={40} stroke={1.25} aria-hidden />}><LinkButton to="/" variant="default">{words.channels.list.look}</LinkButton></Empty>}
      {history.isPending && Array.from({ length: 4 }, (_, at) => <Skeleton key={at} h={112} radius="lg" />)}
      {byDay(films ?? []).map(([day, watched]) => (
        <section key={day} aria-label={day}>
          <h2 className={classes.day}>{day}</h2>
          <ul className={classes.list}>
            {watched.map(one => (
              <li key={one.video.id} className={classes.film}>
                <WatchedCard watched={one} row menu={false} />
                <ActionIcon variant="subtle" color="gray" size={40} aria-label={say.forget(one.video.title)} onClick={() => forget(one.video.id, one.video.title)}><IconX size={18} aria-hidden /></ActionIcon>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <LoadMore of={history} />
    </Stack>
  )
}

function byDay(films: readonly Watched[]): [day: string, films: Watched[]][] {
  const days = new Map<string, Watched[]>()
  for (const film of films) {
    const day = dayOf(film.watchedAt)
    days.set(day, [...days.get(day) ?? [], film])
  }
  return [...days]
}
