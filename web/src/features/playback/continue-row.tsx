import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import grid from '../videos/film-grid.module.css'
import { unfinishedQuery } from './queries.ts'
import { useForgotten } from './use-forgotten.ts'
import { WatchedCard } from './watched-card.tsx'

/** What one is in the middle of; nothing at all where that is nothing. */
export function ContinueRow({ limit, eager }: { limit: number; eager?: boolean }) {
  const person = usePerson()
  const { data } = useQuery({ ...unfinishedQuery(), enabled: person !== null })
  const isForgotten = useForgotten()
  const films = person && data?.items.filter(({ video }) => !isForgotten(video.id)).slice(0, limit)
  if (!films || films.length === 0) return null
  return (
    <section aria-labelledby="row-continue">
      <Title order={2} id="row-continue" mb="md">{words.playback.continue}</Title>
      <ul className={grid.grid}>{films.map(watched => <li key={watched.video.id}><WatchedCard watched={watched} eager={eager} /></li>)}</ul>
    </section>
  )
}
