/** `node copy-once.ts <file>`: the bare copy of a film without encoding, from a disk to nowhere. Prints `{ seconds, peakMb, written }`. */
import { open } from 'node:fs/promises'
import { copyFilm } from '../../functions/videos/instant/copy-film.ts'
import { sourceBlocks } from '../../functions/videos/instant/source-blocks.ts'

const startedAt = performance.now()
const file = await open(process.argv[2]!)
const { size } = await file.stat()
let written = 0
const outcome = await copyFilm({ language: 'en', framesPerSecond: 30 }, {
  source: sourceBlocks(size, (start, into) => file.read(into, 0, into.length, start)),
  written: async () => new Set(),
  write: async (_, bytes) => { written += bytes.length },
  goOn: async () => true,
})
if (outcome.state !== 'done') throw new Error(`The copy ended otherwise: ${JSON.stringify(outcome)}`)
console.log(JSON.stringify({ seconds: (performance.now() - startedAt) / 1000, peakMb: process.resourceUsage().maxRSS / 1024, written }))
