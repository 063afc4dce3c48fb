/** The outbox: what the platform table's stream tells becomes events on the bus, at least once, in order per item. */
import { log } from '../platform/log.ts'
import { measure } from '../platform/metrics.ts'
import type { DeclaredEvent } from './declared-events.ts'
import { eventsOfChange, type Change, type OutgoingEvent } from './events-of-change.ts'

export interface StreamedChange {
  readonly sequenceNumber: string
  /** When the write happened. */
  readonly at: Date
  /** Reads the images; throws when they cannot be read. */
  read(): Change
}
export interface Bus {
  /** Puts at most ten events, in order; answers which were refused, by their place. */
  put(events: readonly (OutgoingEvent & { readonly at: Date })[]): Promise<ReadonlySet<number>>
}

/** PutEvents takes ten entries at a time. */
const batchSize = 10

/**
 * Publishes a batch of changes. Answers the sequence number of the first change that was not published in
 * full: the stream comes back from there, so what follows it is published again rather than out of order.
 */
export async function publishChanges(changes: readonly StreamedChange[], declared: readonly DeclaredEvent[], bus: Bus): Promise<string | null> {
  const { events, unreadable } = derive(changes, declared)
  for (let start = 0; start < events.length; start += batchSize) {
    const batch = events.slice(start, start + batchSize)
    const refused = await putSafely(bus, batch)
    const sent = batch.filter((_, place) => !refused.has(place))
    for (const { detailType, causedBy } of sent) log.info('published', { detailType, causedBy })
    if (sent.length > 0) measure('EventPublished', sent.length)
    const first = batch.find((_, place) => refused.has(place))
    if (first) return first.sequenceNumber
  }
  return unreadable
}

interface Entry extends OutgoingEvent { readonly at: Date; readonly sequenceNumber: string }

/** Everything up to the first change that makes no sense; that one ends up with the stream's failure queue. */
function derive(changes: readonly StreamedChange[], declared: readonly DeclaredEvent[]): { events: Entry[]; unreadable: string | null } {
  const events: Entry[] = []
  for (const { sequenceNumber, at, read } of changes) {
    try {
      events.push(...eventsOfChange(read(), declared).map(event => ({ ...event, at, sequenceNumber })))
    } catch (error) {
      log.error('A change does not have the fields its contract promises', { sequenceNumber, error })
      return { events, unreadable: sequenceNumber }
    }
  }
  return { events, unreadable: null }
}

async function putSafely(bus: Bus, batch: readonly Entry[]): Promise<ReadonlySet<number>> {
  try {
    const refused = await bus.put(batch.map(({ sequenceNumber: _, ...event }) => event))
    if (refused.size > 0) log.warn('The bus refused events', { refused: refused.size, of: batch.length })
    return refused
  } catch (error) {
    log.error('The bus could not be reached', { error })
    return new Set([0])
  }
}
