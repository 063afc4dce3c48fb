/** The edge cache: answers in memory, the least recently used leave first. */

export interface Entry {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Epoch milliseconds; both move on when the origin says that nothing changed. */
  storedAt: number
  freshUntil: number
  /** Made when first asked for. */
  readonly compressed: Map<'br' | 'gzip', Promise<Buffer>>
}

/** Bytes. What is larger than an entry may be is streamed and never kept. */
export const limits = { entry: 16 * 1024 * 1024, total: 256 * 1024 * 1024 }

export interface Cache {
  get(key: string): Entry | undefined
  set(key: string, entry: Entry): void
  clear(): void
}

export function createCache(totalBytes = limits.total): Cache {
  // A Map keeps the order of insertion: taking an entry out and putting it back makes it the youngest.
  const entries = new Map<string, Entry>()
  let bytes = 0
  const remove = (key: string) => {
    const entry = entries.get(key)
    if (!entry) return
    entries.delete(key)
    bytes -= weight(entry)
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    set(key, entry) {
      remove(key)
      entries.set(key, entry)
      bytes += weight(entry)
      for (const oldest of entries.keys()) {
        if (bytes <= totalBytes) break
        remove(oldest)
      }
    },
    clear() {
      entries.clear()
      bytes = 0
    },
  }
}

/** The compressed forms are counted as if they took as much again at most: half for text is near the truth, and it must not change later. */
const weight = ({ body, headers }: Entry) => body.length + (headers['content-encoding'] ? 0 : Math.min(body.length, 256 * 1024)) + 1024
