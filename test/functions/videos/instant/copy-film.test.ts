/** Real files, copied as the function copies them, read back as players and FFmpeg read them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { copyFilm, type CopyOutcome } from '../../../../functions/videos/instant/copy-film.ts'
import { sourceBlocks } from '../../../../functions/videos/instant/source-blocks.ts'
import { playRendition } from '../../../local/mediaconvert/renditions.ts'
import { media, type MediaName } from '../../../support/media/media.ts'
import { packetsOf } from '../../../support/media/packets.ts'
import { fetchFrom } from './fetch-from.ts'

/** Copies a file, as often as it takes when each run may write only so many segments. */
async function copied(name: MediaName, { segmentsPerRun = Infinity, writes = new Map<string, Uint8Array>() } = {}) {
  const path = await media(name)
  const folder = mkdtempSync(join(tmpdir(), 'playhouse-copy-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = await open(path)
  const { size } = await file.stat()
  const counts = new Map<string, number>()
  let runs = 0
  let outcome: CopyOutcome
  do {
    let asked = 0
    outcome = await copyFilm({ language: 'en', framesPerSecond: 30 }, {
      source: sourceBlocks(size, (start, into) => file.read(into, 0, into.length, start), { blockBytes: 64 * 1024 }),
      written: async () => new Set(writes.keys()),
      write: async (name, bytes) => {
        // Until it is done the bytes are whoever writes them's.
        for (let turns = 0; turns < 50; turns++) await nextTurn()
        writes.set(name, Buffer.from(bytes))
        counts.set(name, (counts.get(name) ?? 0) + 1)
      },
      goOn: async () => asked++ < segmentsPerRun,
    })
  } while (outcome.state === 'stopped' && ++runs < 50)
  await file.close()
  for (const [written, bytes] of writes) writeFileSync(join(folder, written), bytes)
  return { path, folder, outcome, writes, counts, runs }
}

const joined = (folder: string, writes: ReadonlyMap<string, Uint8Array>, kind: 'source' | 'sound') => {
  const path = join(folder, `${kind}.mp4`)
  const playlist = readFileSync(join(folder, `film_${kind}.m3u8`), 'utf8')
  const names = [/URI="([^"]+)"/.exec(playlist)![1]!, ...[...playlist.matchAll(/,\n(\S+)/g)].map(match => match[1]!)]
  writeFileSync(path, Buffer.concat(names.map(name => writes.get(name)!)))
  return path
}

test.each(['landscape-360p', 'ntsc-rate', 'no-audio', 'short-clip', 'phone-mov'] as const)('%s: every picture is there, at its time, bit for bit, B-frames in their order, and each segment begins with a key picture', async name => {
  const { path, folder, outcome, writes } = await copied(name)
  expect(outcome).toEqual({ state: 'done' })
  const [before, after] = [await packetsOf(path), await packetsOf(joined(folder, writes, 'source'))]
  expect(after.picture.map(packet => packet.hash)).toEqual(before.picture.map(packet => packet.hash))
  // FFmpeg moves a whole track where B-frames are shown before their turn of decoding; the absolute times are read without it, below.
  for (const [index, { at }] of after.picture.entries()) expect(at - after.picture[0]!.at).toBeCloseTo(before.picture[index]!.at - before.picture[0]!.at, 3)
  const played = playRendition(folder, 'film_source.m3u8')
  expect(played.samples).toBe(before.picture.length)
  expect(played.firstSeconds).toBeCloseTo(before.picture[0]!.at, 4)
  expect(played.segments.every(({ startsWithKey, seconds }) => startsWithKey && seconds <= 12)).toBe(true)
  let at = played.firstSeconds
  for (const segment of played.segments) {
    expect(segment.firstSeconds).toBeCloseTo(at, 4)
    at += segment.seconds
  }
})

test.each(['landscape-360p', 'phone-mov'] as const)('%s: sound goes with the picture: the same packets at the same times, but for the encoder\'s run-up', async name => {
  const { path, folder, writes } = await copied(name)
  const [before, after] = [await packetsOf(path), await packetsOf(joined(folder, writes, 'sound'))]
  const heard = before.sound.filter(({ at }) => at >= 0)
  expect(after.sound.map(packet => packet.hash)).toEqual(heard.map(packet => packet.hash))
  for (const [index, { at }] of after.sound.entries()) expect(at).toBeCloseTo(heard[index]!.at, 3)
})

test.each([
  ['portrait-phone', 'turned'], ['surround', 'many_channels'], ['odd-dimensions', 'picture_codec'], ['webm-vp9', 'unreadable'], ['text', 'unreadable'], ['hls-playlist', 'unreadable'],
  ['keyframes-apart', 'keyframes_apart'], ['cut-by-edits', 'edits'], ['paused-midway', 'edits'], ['fragmented', 'fragmented'],
  ['headless', 'unreadable'], ['truncated', 'damaged'], ['audio-only', 'no_picture'],
] as const)('%s is refused (%s), and nothing that would open it is written', async (name, because) => {
  const { outcome, writes } = await copied(name)
  expect(outcome).toEqual({ state: 'refused', because })
  expect([...writes.keys()].filter(written => /m3u8|mpd/.test(written))).toEqual([])
})

test('a copy that is stopped again and again comes to the same end, and makes no segment twice', async () => {
  const whole = await copied('ntsc-rate')
  const inParts = await copied('ntsc-rate', { segmentsPerRun: 1 })
  expect(inParts.runs).toBeGreaterThan(2)
  expect([...inParts.writes.keys()].sort()).toEqual([...whole.writes.keys()].sort())
  for (const [name, bytes] of whole.writes) expect(Buffer.compare(bytes, inParts.writes.get(name)!), name).toBe(0)
  expect([...inParts.counts.values()].every(count => count === 1)).toBe(true)
})

test('trouble with reading or writing is overcome or thrown, for another run to go on, and is never blamed on the file', async () => {
  const path = await media('landscape-360p')
  const bytes = readFileSync(path)
  const effects = { written: async () => new Set<string>(), write: async () => {}, goOn: async () => true }
  for (let failing = 0; failing < 4; failing++) {
    let reads = 0
    const source = sourceBlocks(bytes.length, async (start, into) => {
      if (reads++ === failing) throw new Error('SlowDown')
      await fetchFrom(bytes)(start, into)
    }, { blockBytes: 100_000 })
    // A block that was only fetched ahead is fetched again when it is its turn.
    expect(['SlowDown', 'done']).toContain(await copyFilm({ language: 'en', framesPerSecond: 30 }, { ...effects, source }).then(outcome => outcome.state, (problem: Error) => problem.message))
  }
  const source = sourceBlocks(bytes.length, fetchFrom(bytes))
  await expect(copyFilm({ language: 'en', framesPerSecond: 30 }, { ...effects, source, write: async () => { throw new Error('AccessDenied') } })).rejects.toThrow('AccessDenied')
})
