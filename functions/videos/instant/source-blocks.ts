/** A source in S3, read by ranges: whole blocks, a few of them kept, the next ones fetched while this one is worked on. */

export interface SourceBytes {
  /** Bytes. */
  readonly size: number
  /** Fills `into` with what stands at `start`; throws a RangeError where that is not all within the source. */
  read(start: number, into: Uint8Array): Promise<void>
  /** What went wrong in fetching something that was to be read, unless it went well later: tells trouble of ours from trouble with the file. */
  trouble(): Error | null
}

/** `end` is exclusive. */
export async function bytesAt(source: SourceBytes, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(end - start)
  await source.read(start, bytes)
  return bytes
}

export interface BlockSettings {
  readonly blockBytes?: number
  /** Blocks fetched before they are needed: what S3 takes to answer is worth as much as a block. */
  readonly ahead?: number
  /** Sound, picture and their tables may lie far apart in a file: each place being read, with the blocks after it, and some to spare. */
  readonly keep?: number
}

interface Block {
  readonly bytes: Uint8Array
  readonly filled: Promise<unknown>
  /** How many are filling it or reading from it. */
  busy: number
}

/**
 * Memory is bounded by `blockBytes * keep`, whatever the size of the source: a block that makes way gives its bytes to
 * the next one, for what is thrown away is collected late, and later the more of it there is.
 */
export function sourceBlocks(size: number, fetchInto: (start: number, into: Uint8Array) => Promise<unknown>, { blockBytes = 1024 ** 2, ahead = 4, keep = 12 }: BlockSettings = {}): SourceBytes {
  /** By number; the one used longest ago stands first. */
  const blocks = new Map<number, Block>()
  /** By the number of the block. */
  const troubles = new Map<number, Error>()
  const last = Math.floor((size - 1) / blockBytes)

  function block(number: number): Block {
    const kept = blocks.get(number)
    const found = kept ?? fetched(number)
    blocks.delete(number)
    blocks.set(number, found)
    return found
  }

  function fetched(number: number): Block {
    const bytes = room()
    const start = number * blockBytes
    const filled = fetchInto(start, bytes.subarray(0, Math.min(blockBytes, size - start)))
    const block: Block = { bytes, filled, busy: 1 }
    filled.then(() => { block.busy-- }, () => { if (blocks.get(number) === block) blocks.delete(number) })
    return block
  }

  function room(): Uint8Array {
    for (const [number, { bytes, busy }] of blocks) {
      if (blocks.size < keep) break
      if (busy > 0) continue
      blocks.delete(number)
      return bytes
    }
    return Buffer.allocUnsafeSlow(Math.min(size, blockBytes))
  }

  async function copy(number: number, start: number, into: Uint8Array): Promise<void> {
    const found = block(number)
    found.busy++
    try {
      await found.filled
      troubles.delete(number)
      const from = number * blockBytes
      const [begin, end] = [Math.max(start, from), Math.min(start + into.length, from + blockBytes)]
      into.set(found.bytes.subarray(begin - from, end - from), begin - start)
    } catch (problem) {
      troubles.set(number, problem as Error)
      throw problem
    } finally {
      found.busy--
    }
  }

  return {
    size,
    trouble: () => [...troubles.values()].at(-1) ?? null,
    async read(start, into) {
      if (start < 0 || start + into.length > size) throw new RangeError(`There is nothing at ${start + into.length} in ${size} bytes.`)
      if (into.length === 0) return
      const [first, final] = [Math.floor(start / blockBytes), Math.floor((start + into.length - 1) / blockBytes)]
      // Whoever has come here from the block before will want those after.
      const wanted = blocks.has(first - 1) ? last : final
      for (let number = first; number <= final; number++) {
        const done = copy(number, start, into)
        for (let next = number + 1; next <= Math.min(wanted, number + ahead); next++) if (!blocks.has(next)) block(next)
        await done
      }
    },
  }
}
