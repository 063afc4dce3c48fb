import { readFile } from 'node:fs/promises'
import { media } from '../support/media/media.ts'

/** A film of three parts (16 MiB each) that is short to watch: MP4 lets anything follow in a box called `free`. */
export async function ofThreeParts(): Promise<Buffer> {
  const head = Buffer.alloc(8)
  const filler = Buffer.alloc(33 * 1024 ** 2)
  head.writeUInt32BE(8 + filler.length, 0)
  head.write('free', 4, 'latin1')
  return Buffer.concat([await readFile(await media('short-clip')), head, filler])
}
