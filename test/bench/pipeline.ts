/** From the last byte of an upload to a first frame, and to all qualities; beside the bare engine doing the same encodes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { jobSettings, type JobOrder } from '../../functions/videos/pipeline/job-settings.ts'
import { firstRung, rungsForSource } from '../../functions/videos/pipeline/rungs-for-source.ts'
import type { Source } from '../../functions/videos/pipeline/source-from-probe.ts'
import { specFromJob } from '../../local/mediaconvert/spec-from-job.ts'
import { media } from '../support/media/media.ts'
import { wireSettings } from '../support/media/wire-settings.ts'
import { aHouse } from './a-house.ts'
import type { Figure } from './report.ts'

const engine = join(import.meta.dirname, '../../local/mediaconvert/engine/run.ts')
const source: Source = { width: 1920, height: 1080, durationSeconds: 60, framesPerSecond: 30, rotation: 0, hasAudio: true, videoCodec: 'AVC', audioCodec: 'AAC', container: 'matroska' }

/** Runs a script, then tells the CPU seconds of its dead children (fields 16 and 17 of Linux's stat). */
const counted = `
const { status } = require('child_process').spawnSync(process.execPath, process.argv.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] })
const fields = require('fs').readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /, '').split(' ')
console.log((Number(fields[13]) + Number(fields[14])) / 100)
process.exit(status)`

/** The engine alone on the spec of one of our jobs: seconds by the clock, and of CPU. */
async function bare(file: string, kind: JobOrder['kind'], only?: 'first rung'): Promise<{ wall: number; cpu: number }> {
  const rungs = rungsForSource(source)
  const order = { videoId: 'vid_x', ownerId: 'usr_x', kind, ahead: 0, source, rungs: kind === 'first' || only ? [firstRung(rungs)!] : rungs, input: 's3://in/source', output: 's3://out/v/', language: 'en', withPoster: kind === 'first' && !only, token: 't', roleArn: 'r', queueArn: 'q' }
  const directory = mkdtempSync(join(tmpdir(), 'playhouse-bare-'))
  try {
    const spec = specFromJob(wireSettings(jobSettings(order).Settings!), { input: file, directory, niceness: 0 })
    spec.groups.forEach((_, index) => mkdirSync(join(directory, String(index)), { recursive: true }))
    const specFile = join(directory, 'spec.json')
    writeFileSync(specFile, JSON.stringify(spec))
    const startedAt = performance.now()
    // A parent of its own counts the engine's time with all its threads, once it has ended.
    const child = spawn(process.execPath, ['-e', counted, engine, specFile], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', text => (said += text))
    const [code] = await once(child, 'close') as [number]
    if (code !== 0) throw new Error('The bare engine failed.')
    return { wall: (performance.now() - startedAt) / 1000, cpu: Number(said) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

export async function measure(): Promise<Figure[]> {
  const file = await media('matroska-1080p')
  const floor = { first: [await bare(file, 'first', 'first rung')], both: [await bare(file, 'first')], ladder: [await bare(file, 'ladder')] }
  const house = await aHouse()
  let playable: number, ready: number, cpu: number
  try {
    const ana = await newPerson(house.frontDoor)
    const channel = await ana.channels.create({ body: { handle: 'bench', name: 'Bench' } })
    const { video: { id } } = await ana.videos.create({ body: { channelId: channel.id, title: 'Bench', file: { name: basename(file), size: (await stat(file)).size } } })
    await uploadFile(ana, id, file)
    const cpuBefore = house.cpuSeconds()
    await ana.videos.completeUpload({ params: { id } })
    const completedAt = performance.now()
    await until('a first frame', async () => {
      const { renditions } = await ana.videos.get({ params: { id } })
      return renditions.length > 0 && (await fetch(house.frontDoor + (await ana.playback.start({ params: { id } })).manifestUrl)).ok
    }, { seconds: 300, everyMs: 100 })
    playable = (performance.now() - completedAt) / 1000
    await until('all qualities', async () => (await ana.videos.get({ params: { id } })).processing === 'ready', { seconds: 600, everyMs: 250 })
    ready = (performance.now() - completedAt) / 1000
    cpu = house.cpuSeconds() - cpuBefore
  } finally {
    await house.stop()
  }
  floor.first.push(await bare(file, 'first', 'first rung'))
  floor.both.push(await bare(file, 'first'))
  floor.ladder.push(await bare(file, 'ladder'))
  const jobs = (of: 'wall' | 'cpu') => floor.both.map((first, turn) => first[of] + floor.ladder[turn]![of])
  return [
    { name: 'upload finished → first frame, 60 s of 1080p to encode', unit: 's', figure: playable, floors: floor.first.map(run => run.wall), promise: { of: 'ratio', atMost: 3 }, note: 'the floor is the bare engine on the whole 360p rung' },
    { name: 'upload finished → all qualities, by the clock', unit: 's', figure: ready, floors: jobs('wall'), promise: { of: 'ratio', atMost: 1.1, plus: 2 }, note: 'the floor is the bare engine on both jobs' },
    { name: 'upload finished → all qualities, CPU of the whole cloud', unit: 's', figure: cpu, floors: jobs('cpu'), promise: { of: 'ratio', atMost: 1.1, plus: 2 } },
  ]
}
