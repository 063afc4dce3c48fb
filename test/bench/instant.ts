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
import { copierBench, type Copied } from './copier.ts'
import { aSegment } from './deny-list.ts'
import { loopFilm } from './looped-film.ts'
import { median, quantile, type Figure } from './report.ts'

const runs = 10
const MB = 1024 ** 2
const GiB = 1024 ** 3

async function bare(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'copy-once.ts'), file])
  return (JSON.parse(stdout) as { seconds: number }).seconds
}

export async function measure(): Promise<Figure[]> {
  const minute = await media('landscape-1080p')
  const seconds = [await bare(minute), await bare(minute)]
  const playable = await timesToPlayable(minute)
  seconds.push(await bare(minute))
  return [
    { name: 'upload finished → playable, 60 s of 1080p H.264, p50', unit: 's', figure: median(playable), floors: seconds, promise: { of: 'figure', atMost: 1.5 }, note: `${runs} uploads; the floor is the bare copy from disk, its process included` },
    { name: '  p95', unit: 's', figure: quantile(playable, 0.95), floors: seconds, promise: { of: 'figure', atMost: 3.6 }, note: 'the first one meets cold functions' },
    ...await memory(minute),
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

/** Of what the function has, so that neither a heavier film nor a wider S3 client comes near its end. */
const mostMb = 600

interface Length { readonly name: string; readonly seconds: number; readonly beside?: { readonly name: string; readonly atMost: number }; readonly segmentsPerRun?: number }

/** Peaks of the copier's process, as the system counts them, by the length of what it copies. */
async function memory(minute: string): Promise<Figure[]> {
  const bytesPerSecond = (await stat(minute)).size / 60
  const lengths: Length[] = [
    { name: '10 MB', seconds: 10 * MB / bytesPerSecond },
    { name: '60 s', seconds: 60 },
    // Nothing that a copy holds grows with the film.
    { name: '20 minutes', seconds: 1200, beside: { name: '60 s', atMost: 1.25 } },
    // Beside a minute, since 10 MB are through before everything that is used again has been used once. What Lambda ends after five minutes goes on in another run; here it is ended after this many segments.
    { name: '5 GB', seconds: 5 * GiB / bytesPerSecond, beside: { name: '60 s', atMost: 1.5 }, segmentsPerRun: 1000 },
  ]
  const folder = await mkdtemp(join(tmpdir(), 'playhouse-loop-'))
  const copier = await copierBench()
  const copies = new Map<string, Copied>()
  const figures: Figure[] = []
  try {
    for (const { name, seconds, beside, segmentsPerRun } of lengths) {
      const missing = await roomMissing(folder, seconds * bytesPerSecond)
      if (missing) {
        figures.push({ name: `peak memory of a copy, ${name}`, unit: 'MB', figure: NaN, note: missing })
        continue
      }
      const file = join(folder, 'film.mp4')
      await loopFilm(minute, seconds, file)
      const copy = await copier.copy(file, segmentsPerRun)
      copies.set(name, copy)
      await rm(file)
      const written = [...copy.written.values()].reduce((sum, bytes) => sum + bytes, 0)
      const floors = beside ? [copies.get(beside.name)!.peakMb] : undefined
      figures.push({
        name: `peak memory of a copy, ${name}`, unit: 'MB', figure: copy.peakMb, floors, promise: beside ? { of: 'ratio', atMost: beside.atMost } : { of: 'figure', atMost: mostMb },
        note: `heap ≤ ${copy.heapMb.toFixed(0)}, buffers ≤ ${copy.buffersMb.toFixed(0)} MB; ${(written / MB).toFixed(0)} MB in ${copy.seconds.toFixed(1)} s and ${copy.runs} ${copy.runs === 1 ? 'run' : 'runs'}${beside ? `; the floor is that of ${beside.name}` : ''}`,
      })
    }
    return figures
  } finally {
    await copier.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What stands in the way of a film of so many bytes: its header is written last, behind a copy of all the rest. */
async function roomMissing(folder: string, bytes: number): Promise<string | null> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < bytes * 1.2 ? `it takes ${(bytes * 1.2 / GiB).toFixed(1)} GiB of room in ${tmpdir()}, and there are ${(bavail * bsize / GiB).toFixed(1)}` : null
}
