import type { Watched } from '../../../../functions/playback/contract.ts'
import { roughly } from '../../format.ts'
import { words } from '../../words.ts'
import { FilmCard } from '../videos/film-card.tsx'

/** A film that was begun, with how far one is in it. */
export function WatchedCard({ watched: { video, position, finished }, ...how }: { watched: Watched; row?: boolean; eager?: boolean; menu?: boolean }) {
  const length = video.durationSeconds
  const left = length && !finished ? words.playback.left(roughly(length - position)) : undefined
  return <FilmCard film={video} progress={finished ? 1 : length ? position / length : 0} note={finished ? words.playback.watched : left} {...how} />
}
