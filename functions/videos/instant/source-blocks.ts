/** A source in S3, read by ranges: whole blocks, a few of them kept, the next one fetched while this one is worked on. */

export interface SourceBytes {
  /** Bytes. */
  readonly size: number
  /** `end` is exclusive and not past `size`. What it answers must not be changed: it may be a view of a kept block. */
  read(start: number, end: number): Promise<Uint8Array>
  /** What went wrong in fetching something that was to be read, unless it went well later: tells trouble of ours from trouble with the file. */
  trouble(): Error | null
}

export interface BlockSettings {
  readonly blockBytes?: number
  /** Sound and picture may lie far apart in a file: two places being read, each with the block after it, and some to spare. */
  readonly keep?: number
}

/** Memory is bounded by `blockBytes * keep`, whatever the size of the source. */
export function sourceBlocks(size: number, fetchRange: (start: number, end: number) => Promise<Uint8Array>, { blockBytes = 8 * 1024 ** 2, keep = 6 }: BlockSettings = {}): SourceBytes {
  /** By number; the one used longest ago stands first. */
  const blocks = new Map<number, Promise<Uint8Array>>()
  /** By the number of the block. */
  const troubles = new Map<number, Error>()

  function block(number: number): Promise<Uint8Array> {
    const kept = blocks.get(number)
    const found = kept ?? fetchRange(number * blockBytes, Math.min(size, (number + 1) * blockBytes)).catch((problem: Error) => {
      blocks.delete(number)
      throw problem
    })
    blocks.delete(number)
    blocks.set(number, found)
    for (const oldest of blocks.keys()) {
      if (blocks.size <= keep) break
      blocks.delete(oldest)
    }
    return found
  }

  return {
    size,
    trouble: () => [...troubles.values()].at(-1) ?? null,
    async read(start, end) {
      const [first, last] = [Math.floor(start / blockBytes), Math.floor((end - 1) / blockBytes)]
      // Whoever has come here from the block before will want the one after.
      const sequential = blocks.has(first - 1) && (last + 1) * blockBytes < size
      const parts: Uint8Array[] = []
      for (let number = first; number <= last; number++) {
        const bytes = await block(number).catch((problem: Error) => {
          troubles.set(number, problem)
          throw problem
        })
        troubles.delete(number)
        const from = number * blockBytes
        parts.push(bytes.subarray(Math.max(0, start - from), Math.min(bytes.length, end - from)))
      }
      if (sequential && !blocks.has(last + 1)) block(last + 1).catch(() => {})
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    },
  }
}
