/** Which of a channel's films are shown, and in which order. Pure. */
import type { Video } from '../../../../../functions/videos/contract.ts'

export const orders = ['newest', 'oldest', 'title', 'views'] as const
export type Order = (typeof orders)[number]
/** Parts of a channel's films: what is being made, what waits for its time, what its owner has to do something about. */
export const parts = ['in-work', 'scheduled', 'needs-you'] as const
export type Part = (typeof parts)[number]
type Standing = Pick<Video, 'id' | 'processing' | 'replacement' | 'publication'>

/** The part a film stands in. `sending`: whose file this page is sending; another unfinished upload waits for its owner. */
export function partOf({ id, processing, replacement, publication }: Standing, sending: ReadonlySet<string>): Part | null {
  const now = replacement && replacement.processing !== 'ready' ? replacement.processing : processing
  if (now === 'failed' || (now === 'uploading' && !sending.has(id))) return 'needs-you'
  if (now !== 'ready') return 'in-work'
  return publication?.state === 'scheduled' ? 'scheduled' : null
}

type Arrangeable = Pick<Video, 'id' | 'title' | 'tags' | 'description' | 'views' | 'createdAt'>

/** As one types: without case and accents. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const compare: Readonly<Record<Order, (one: Arrangeable, other: Arrangeable) => number>> = {
  newest: (one, other) => other.createdAt.localeCompare(one.createdAt),
  oldest: (one, other) => one.createdAt.localeCompare(other.createdAt),
  title: (one, other) => one.title.localeCompare(other.title, undefined, { numeric: true, sensitivity: 'base' }),
  views: (one, other) => other.views - one.views || other.createdAt.localeCompare(one.createdAt),
}

/** Films in whose title, tags or description every word of `q` stands, in this order. */
export function arrange<T extends Arrangeable>(films: readonly T[], { q = '', sort = 'newest' }: { q?: string; sort?: Order }): T[] {
  const words = folded(q).split(/\s+/).filter(Boolean)
  const holds = ({ title, tags, description }: T) => {
    const text = folded([title, ...tags, description].join('\n'))
    return words.every(word => text.includes(word))
  }
  return (words.length === 0 ? [...films] : films.filter(holds)).sort(compare[sort])
}

/** Whether the answer needs every film, not only the latest few. */
export const needsAll = ({ part, q, sort }: { part?: Part; q?: string; sort?: Order }): boolean => part !== undefined || Boolean(q?.trim()) || (sort !== undefined && sort !== 'newest')
