import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChannelSummary } from '../../../../functions/channels/contract.ts'
import { words } from '../../words.ts'
import { FilmCard } from '../videos/film-card.tsx'
import { rowQuery } from '../videos/queries.ts'
import classes from './watch-page.module.css'

/** What to watch after this: the channel's other films first, then what others watch. */
export function NextUp({ videoId, channel }: { videoId: string; channel: ChannelSummary | undefined }) {
  const same = useQuery({ ...rowQuery({ sort: 'newest', channelId: channel?.id }, 6), enabled: channel !== undefined })
  const popular = useQuery(rowQuery({ sort: 'popular' }, 12))
  const films = [...(same.data?.items ?? []), ...(popular.data?.items ?? [])].filter(({ id }, at, all) => id !== videoId && all.findIndex(other => other.id === id) === at).slice(0, 10)
  const isWaiting = popular.isPending || (channel !== undefined && same.isPending)
  return (
    <aside className={classes.next} aria-labelledby="next-up">
      <Title order={2} id="next-up" mb="md">{words.playback.nextUp}</Title>
      <ul className={classes.list} aria-busy={isWaiting}>
        {isWaiting ? Array.from({ length: 5 }, (_, at) => <li key={at}><Skeleton h={94} radius="lg" /></li>) : films.map(film => <li key={film.id}><FilmCard film={film} row /></li>)}
      </ul>
      {!isWaiting && films.length === 0 && <Text c="dimmed">{words.playback.nothingNext}</Text>}
    </aside>
  )
}
