import { Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { Poster } from '../../../components/poster.tsx'
import text from '../../../components/text.module.css'
import { Scheduled, When } from '../../../components/when.tsx'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import type { Part } from '../content/arrange.ts'
import { ShownTo } from '../content/shown-to.tsx'
import { FilmState } from '../film-state.tsx'
import classes from './dashboard.module.css'

const say = studioWords.dashboard
/** As many as can be taken in at a glance; the rest is a page of its own. */
const most = 5

/** A few films that have something in common, each with how it stands; nothing at all when there are none. */
export function FilmsCard({ title, films, part }: { title: string; films: readonly Video[]; part?: Part }) {
  const id = useId()
  if (films.length === 0) return null
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header className={classes.head}>
        <Title order={2} id={id} size="h3">{title}</Title>
        {films.length > most && <Link to="/studio/content" search={{ part }} className={text.link} aria-label={`${say.all}: ${title}`}>{say.all}</Link>}
      </header>
      <ul className={classes.films}>{films.slice(0, most).map(film => <li key={film.id} className={classes.film}><Row film={film} part={part} /></li>)}</ul>
    </section>
  )
}

function Row({ film, part }: { film: Video; part: Part | undefined }) {
  const { id, title, posterUrl, durationSeconds, publication } = film
  const to = { to: '/studio/films/$videoId', params: { videoId: id } } as const
  return (
    <>
      <Link {...to} tabIndex={-1} aria-hidden="true"><Poster id={id} url={posterUrl} durationSeconds={durationSeconds} /></Link>
      <div className={classes.words}>
        <Link {...to} className={classes.title}>{title}</Link>
        {part === 'scheduled' ? <Text size="sm" c="dimmed"><Scheduled at={publication!.at!} zone={publication!.zone!} /></Text>
          : part ? <FilmState film={film} /> : <Facts film={film} />}
      </div>
    </>
  )
}

const Facts = ({ film }: { film: Video }) => (
  <div className={classes.facts}>
    <ShownTo film={film} />
    <span>{words.videos.views(film.views)}</span>
    <When at={film.createdAt} />
  </div>
)
