import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { words } from '../../words.ts'
import { FilmCard } from './film-card.tsx'
import classes from './film-grid.module.css'
import { FilmPlace } from './film-place.tsx'

interface FilmGridProps { films: readonly VideoCard[] | undefined; expected?: number; withChannel?: boolean; eager?: number; more?: boolean; heading?: 'h2' | 'h3' }

/** Films in a grid; before they are known, their places. `eager` of them are on the first screen. */
export function FilmGrid({ films, expected = 8, withChannel = true, eager = 0, more = false, heading }: FilmGridProps) {
  return (
    <ul className={classes.grid} aria-busy={!films || more}>
      {films?.map((film, index) => <li key={film.id}><FilmCard film={film} withChannel={withChannel} eager={index < eager} heading={heading} /></li>)}
      {(!films || more) && Array.from({ length: expected }, (_, index) => <li key={`place-${index}`} aria-hidden="true"><FilmPlace /></li>)}
      {!films && <li className={classes.said}>{words.loading}</li>}
    </ul>
  )
}
