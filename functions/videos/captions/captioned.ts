/** How a film's captions change. Pure: a film in, the next one out. */
import type { Caption, Film } from '../film.ts'
import { outdated } from '../pipeline/leftovers.ts'

/** New captions, in place of those in the same language. */
export function captioned(film: Film, caption: Caption, at: Date): Film {
  const next = uncaptioned(film, caption.language, at)
  return { ...next, captions: [...next.captions, caption].sort((a, b) => (a.language < b.language ? -1 : 1)) }
}

export function uncaptioned(film: Film, language: string, at: Date): Film {
  const gone = film.captions.filter(caption => caption.language === language)
  return { ...film, captions: film.captions.filter(caption => caption.language !== language), leftovers: [...film.leftovers, ...gone.map(({ key }) => outdated(film, key, at))] }
}
