/** From a change of one item to the events it means. */
import { isDeepStrictEqual } from 'node:util'
import { causeField } from '../platform/cause.ts'
import type { DeclaredEvent } from './declared-events.ts'

export type Item = Readonly<Record<string, unknown>>
export interface Change { readonly before: Item | undefined; readonly after: Item | undefined }
export interface OutgoingEvent { readonly source: string; readonly detailType: string; readonly detail: Item; /** The request it follows from, as far as the item says. */ readonly causedBy?: string }

/**
 * Created, changed or removed, as the contracts declare for the item's entity. A change speaks only when a
 * declared field other than the version is different: a follower more is no news about a channel's name.
 * Deleting softly is a change; what removes an item altogether is the end of it.
 * Throws when an item does not have the fields its contract promises.
 */
export function eventsOfChange({ before, after }: Change, declared: readonly DeclaredEvent[]): OutgoingEvent[] {
  const what = !before ? 'created' : !after ? 'removed' : 'changed'
  const item = after ?? before
  return declared
    .filter(({ entity, when }) => entity === item?.entity && (when === what || (when === 'written' && what !== 'removed')))
    .map(event => ({ event, detail: event.detail.parse(item) as Item }))
    .filter(({ event, detail }) => what !== 'changed' || !sameNews(event.detail.safeParse(before).data as Item | undefined, detail))
    .map(({ event: { source, detailType }, detail }) => ({ source, detailType, detail, ...causeOf(after) }))
}

/** What is gone no longer says who removed it. */
const causeOf = (after: Item | undefined) => (typeof after?.[causeField] === 'string' ? { causedBy: after[causeField] } : {})
const sameNews = (before: Item | undefined, after: Item) => before !== undefined && isDeepStrictEqual(withoutVersion(before), withoutVersion(after))
const withoutVersion = ({ version: _, ...rest }: Item) => rest
