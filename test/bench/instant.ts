/** From the last byte of an H.264 upload to its first segment of picture, beside the bare copy of the same file; and what a copy needs of memory. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { media } from '../support/media/media.ts'
import { operatorOf } from '../support/operator.ts'
import { aHouse, type BenchHouse } from './a-house.ts'
import { aSegment } from './deny-list.ts'
import { loopFilm } from './looped-film.ts'
import { median, quantile, type Figure } from './report.ts'

const runs = 10
const GiB = 1024 ** 3

interface Copy { readonly seconds: number; readonly peakMb: number; readonly written: number }
async function bare(file: string): Promise<Copy> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'copy-once.ts'), file])
  return JSON.parse(stdout) as Copy
}

export async function measure(): Promise<Figure[]> {
  const minute = await media('landscape-1080p')
  const floors = [await bare(minute), await bare(minute)]
  const playable = await timesToPlayable(minute)
  floors.push(await bare(minute))
  const seconds = floors.map(floor => floor.seconds)
  return [
    { name: 'upload finished → playable, 60 s of 1080p H.264, p50', unit: 's', figure: median(playable), floors: seconds, promise: { of: 'figure', atMost: 1.5 }, note: `${runs} uploads; the floor is the bare copy from disk, its process included` },
    { name: '  p95', unit: 's', figure: quantile(playable, 0.95), floors: seconds, promise: { of: 'figure', atMost: 3.6 }, note: 'the first one meets cold functions' },
    ...await memory(minute, median(floors.map(floor => floor.peakMb))),
  ]
}

async function timesToPlayable(file: string): Promise<number[]> {
  const house = await aHouse()
  try {
    const ana = await newPerson(house.frontDoor)
    const channel = await ana.channels.create({ body: { handle: 'bench', name: 'Bench' } })
    const times: number[] = []
    for (let run = 0; run < runs; run++) {
      const { video: { id } } = await ana.videos.create({ body: { channelId: channel.id, title: 'Bench', file: { name: basename(file), size: (await stat(file)).size } } })
      await uploadFile(ana, id, file)
      // The last byte is there; what closing the upload takes counts.
      const arrivedAt = performance.now()
      await ana.videos.completeUpload({ params: { id } })
      await until('the film to play', async () => (await ana.videos.get({ params: { id } })).renditions.length > 0, { seconds: 60, everyMs: 25 })
      const { manifestUrl } = await ana.playback.start({ params: { id } })
      await (await fetch(await aSegment(new URL(manifestUrl, house.frontDoor)))).arrayBuffer()
      times.push((performance.now() - arrivedAt) / 1000)
      await withoutItsLadder(house, () => ana.videos.remove({ params: { id } }))
    }
    return times
  } finally {
    await house.stop()
  }
}

/** The next upload is to meet an idle house: the ladder of this film is called off. */
async function withoutItsLadder(house: BenchHouse, remove: () => Promise<unknown>): Promise<void> {
  const operator = operatorOf(house.address)
  await remove()
  await operator.reconcileAfter(3600)
  await until('the encoder to rest', async () => ((await operator.see('jobs')).items as { status: string }[]).every(({ status }) => /CANCELED|ERROR|COMPLETE/.test(status)), { seconds: 60 })
}

/** A third of what the function has. Bytes on their way need the same however long a film is; the tables of its header grow with the number of pictures. */
const mostMb = 600

/** Peaks of a process that copies, as the system counts them, by the length of what it copies. */
async function memory(minute: string, peakMb: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'playhouse-loop-'))
  const figures: Figure[] = [{ name: 'peak memory of a copy, 60 s', unit: 'MB', figure: peakMb, promise: { of: 'figure', atMost: mostMb } }]
  try {
    for (const [name, rounds] of [['20 minutes', 20], ['5 GB', Math.ceil(5 * GiB / (await stat(minute)).size)]] as const) {
      const { bavail, bsize } = await statfs(folder)
      const needed = (await stat(minute)).size * rounds
      if (bavail * bsize < needed * 2) {
        figures.push({ name: `peak memory of a copy, ${name}`, unit: 'MB', figure: NaN, note: `not measured: it takes ${(needed * 2 / GiB).toFixed(0)} GiB of room in ${tmpdir()}` })
        continue
      }
      const file = join(folder, 'long.mp4')
      await loopFilm(minute, rounds, file)
      const copy = await bare(file)
      figures.push({ name: `peak memory of a copy, ${name}`, unit: 'MB', figure: copy.peakMb, floors: [peakMb], promise: { of: 'figure', atMost: mostMb }, note: `${(copy.written / GiB).toFixed(1)} GiB in ${copy.seconds.toFixed(1)} s; the floor is that of 60 s` })
      await rm(file)
    }
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
