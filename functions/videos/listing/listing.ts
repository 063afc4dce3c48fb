/** Where a film stands in the public lists. */
import { isListed, type Film } from '../film.ts'

export interface Listing {
  readonly id: string
  /** `all`, or a category. */
  readonly list: string
  readonly card: Pick<Film, 'title' | 'channel' | 'category' | 'access' | 'views' | 'publishedAt' | 'posterImage'> & { readonly durationSeconds: number | null }
  readonly gsi2pk: string
  readonly gsi2sk: string
  readonly gsi3pk: string
  readonly gsi3sk: string
}

/** A listed film stands in two lists; any other in none. */
export function listingsOf(film: Film): Listing[] {
  if (!isListed(film)) return []
  const { id, title, channel, category, access, views, publishedAt, posterImage, source } = film
  const card = { title, channel, category, access, views, publishedAt, posterImage, durationSeconds: source?.durationSeconds ?? null }
  return ['all', category].map(list => ({
    id, list, card,
    gsi2pk: `BROWSE#${list}`, gsi2sk: `${publishedAt}#${id}`,
    gsi3pk: `POPULAR#${list}`, gsi3sk: `${String(views).padStart(12, '0')}#${id}`,
  }))
}
