/** Captions as an API reply shows them. */
import type { SigningKey } from '../../platform/path-token.ts'
import type { Caption, Film } from '../film.ts'
import { ownersAddress } from '../owner/owners-address.ts'

/** `key` signs an address for the film's owner; without it there is none: whoever watches gets addresses with the playback. */
export const captionView = (film: Film, { language, label, key: file, updatedAt }: Caption, now: Date, key: SigningKey | null) =>
  ({ language, label, updatedAt, url: key ? ownersAddress(film, file, now, key) : null })
