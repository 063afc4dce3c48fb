/**
 * When was what written? The engine tells the time of a change only to the minute, so the place that a stream had
 * reached is noted whenever something is written in a new second.
 */
import type { Cloud } from '../plugin.ts'
import { STREAMS } from './wire.ts'
import type { Wire } from './wire.ts'

/** `from`: the number that the next change would get when that second (epoch) began to be written in. */
interface Mark { readonly second: number; readonly from: string }

/** Of each table: an hour in which something is written every second. */
const MOST_MARKS = 3600

export interface Past {
  /** Call it before a write to these tables is passed on. */
  beforeWrite(tables: readonly string[]): Promise<void>
  /** The number of the first change after that second; null when nothing has been written since. Throws a RangeError when that is not known any more. */
  firstChangeAfter(table: string, second: number): bigint | null
}

/** `streamOf`: the ARN of a table's stream, undefined where it has none. */
export function createPast(cloud: Cloud, wire: Wire, streamOf: (table: string) => string | undefined): Past {
  const state = cloud.state<Record<string, Mark[]>>('dynamodb', 'past', () => ({}))

  /** Of each table, the last note and whether it is written: what is written beside it waits, or it would seem to be from before. */
  const noting = new Map<string, { readonly second: number; readonly done: Promise<void> }>()

  const note = async (table: string, streamArn: string, second: number): Promise<void> => {
    const marks = state.value[table] ??= []
    const from = await nextNumber(wire, streamArn)
    marks.push({ second, from })
    if (marks.length > MOST_MARKS) marks.shift()
    state.save()
  }

  return {
    async beforeWrite(tables) {
      const second = Math.floor(cloud.now().getTime() / 1000)
      for (const table of tables) {
        const streamArn = streamOf(table)
        if (!streamArn) continue
        if ((noting.get(table)?.second ?? 0) < second) noting.set(table, { second, done: note(table, streamArn, second) })
        await noting.get(table)!.done
      }
    },
    firstChangeAfter(table, second) {
      const marks = state.value[table] ?? []
      if (marks.length === MOST_MARKS && marks[0]!.second > second) throw new RangeError(`The local cloud remembers ${table} since ${new Date(marks[0]!.second * 1000).toISOString()}.`)
      const next = marks.find(one => one.second > second)
      return next ? BigInt(next.from) : null
    },
  }
}

/** An iterator at the end of a stream's last shard says where that end is. */
async function nextNumber(wire: Wire, StreamArn: string): Promise<string> {
  const { StreamDescription } = await wire.call(`${STREAMS}.DescribeStream`, { StreamArn })
  const { ShardIterator } = await wire.call(`${STREAMS}.GetShardIterator`, { StreamArn, ShardId: StreamDescription.Shards.at(-1).ShardId, ShardIteratorType: 'LATEST' })
  const [, number] = Buffer.from(String(ShardIterator).split('|').at(-1)!, 'base64').toString().split('|')
  if (!/^\d+$/.test(number ?? '')) throw new Error('The engine\'s iterators do not say where they are any more.')
  return number!
}
