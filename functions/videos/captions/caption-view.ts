/** Captions as an API reply shows them. */
import type { Caption, Film } from '../film.ts'
import { insidersAddress, type Pass } from '../owner/insiders-address.ts'

/** `pass` signs an address for the film's team; without it there is none: whoever watches gets addresses with the playback. */
export const captionView = (film: Film, { language, label, key: file, updatedAt }: Caption, pass: Pass | null) =>
  ({ language, label, updatedAt, url: pass ? insidersAddress(film, file, pass) : null })
