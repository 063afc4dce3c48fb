/** How many instances the machine bears, all functions together: the least recently used idle one makes room. */
import { availableParallelism } from 'node:os'

export interface Evictable {
  readonly idleSince: number
  evict(): void
}

export interface Fleet {
  /** Resolves when one more instance may start; every admission is answered by one `started` and one `ended`. */
  admit(): Promise<void>
  started(): void
  ended(): void
  idle(instance: Evictable): void
  busy(instance: Evictable): void
  stop(): void
}

const MOST_INSTANCES = 24
const IDLE_MS = 60_000
const SWEEP_MS = 5_000

export function createFleet(): Fleet {
  const idlers = new Set<Evictable>() // Oldest first: a set keeps the order of insertion.
  const queue: (() => void)[] = []
  // More starts at once than cores only make every one of them slower.
  const mostStarting = availableParallelism() + 1
  let alive = 0
  let starting = 0

  const pump = (): void => {
    while (queue.length > 0 && starting < mostStarting) {
      if (alive >= MOST_INSTANCES) {
        const [oldest] = idlers
        if (oldest === undefined) return
        idlers.delete(oldest)
        oldest.evict()
      }
      alive++
      starting++
      queue.shift()!()
    }
  }
  const sweeper = setInterval(() => {
    const longAgo = Date.now() - IDLE_MS
    for (const idler of idlers) if (idler.idleSince < longAgo && idlers.delete(idler)) idler.evict()
  }, SWEEP_MS).unref()

  return {
    admit: () => new Promise(resolve => {
      queue.push(resolve)
      pump()
    }),
    started: () => {
      starting--
      pump()
    },
    ended: () => {
      alive--
      pump()
    },
    idle: instance => {
      idlers.add(instance)
      pump()
    },
    busy: instance => { idlers.delete(instance) },
    stop: () => clearInterval(sweeper),
  }
}
