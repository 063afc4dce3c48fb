import { Skeleton, Text, Title } from '@mantine/core'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { words } from '../../words.ts'
import { FilmCard } from '../videos/film-card.tsx'
import classes from './watch-page.module.css'

/** What to watch after this; places for it until that is known. */
export const NextUp = ({ films }: { films: readonly VideoCard[] | undefined }) => (
  <aside className={classes.next} aria-labelledby="next-up">
    <Title order={2} id="next-up" mb="md">{words.playback.nextUp}</Title>
    <ul className={classes.list} aria-busy={!films}>
      {films ? films.map(film => <li key={film.id}><FilmCard film={film} row /></li>) : Array.from({ length: 5 }, (_, at) => <li key={at}><Skeleton h={94} radius="lg" /></li>)}
    </ul>
    {films?.length === 0 && <Text c="dimmed">{words.playback.nothingNext}</Text>}
  </aside>
)
