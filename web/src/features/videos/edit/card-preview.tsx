import { Text } from '@mantine/core'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { Face } from '../../../components/face.tsx'
import { Poster } from '../../../components/poster.tsx'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import card from '../film-card.module.css'
import classes from './cards.module.css'
import type { FilmWords } from './film-words.ts'
import type { PublicationForm } from './use-publication-form.ts'

const say = studioWords.preview
/** What stands in the editor's forms, saved or not. */
export type Typed = Pick<FilmWords, 'title' | 'access'> & { readonly publication: PublicationForm['form']['values'] }

/** The film among others, as viewers will come upon it; by what stands in the forms, before it is saved. */
export function CardPreview({ film, typed: { title, access, publication } }: { film: Video; typed: Typed }) {
  return (
    <section className={classes.preview} aria-labelledby="as-seen">
      <Text id="as-seen" component="h2" size="sm" fw={600}>{say.title}</Text>
      <article>
        <Poster id={film.id} url={film.posterUrl} durationSeconds={film.durationSeconds} />
        <div className={card.words}>
          <Face of={film.channel.handle} picture={film.channel.face} size={32} />
          <div className={card.text}>
            <Text className={card.title} component="p">{title.trim() || say.untitled}</Text>
            <p className={card.facts}>{film.channel.name}</p>
            <p className={card.facts}>{words.videos.views(film.views)}</p>
          </div>
        </div>
      </article>
      <Text size="xs" c="dimmed" role="status">{whoSees(access, publication)}</Text>
    </section>
  )
}

/** In one sentence: who comes upon it, and from when. */
function whoSees(access: Typed['access'], { state, at, zone }: Typed['publication']): string {
  if (state === 'draft') return studioWords.publication.draftHint
  const who = `${words.videos.access[access]}: ${words.videos.accessHint[access]}`
  return state === 'scheduled' && at ? say.later(who, at.replace('T', ' '), zone) : who
}
