/** Files as people really have them, each ending as a film that anybody can watch, or with a sentence that its owner can act on. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, ended, frontDoor, refusal, uploaded, type Creator } from '../support/actors.ts'
import { asSeen, combing } from '../support/media/as-seen.ts'
import { decodedTrack } from '../support/media/decode.ts'
import { media, type MediaName } from '../support/media/media.ts'
import { playlists } from '../support/media/recipes.ts'

let ana: Creator, folder: string, trap: Server
const heard: string[] = []
/** Ids by name. All are sent before the first one is looked at. */
const films = new Map<string, string>()

const outcomeOf = (name: string): Promise<Video> => ended(ana, films.get(name)!)
const seen = async (name: MediaName) => {
  const film = await outcomeOf(name)
  expect(film.progress?.reason ?? null).toBeNull()
  return asSeen(ana, frontDoor(), film.id)
}

const watchable: MediaName[] = ['anamorphic', 'interlaced', 'phone-hdr', 'hevc-10bit', 'late-audio', 'variable-rate', 'slow-motion', 'odd-dimensions', 'surround', 'avi-4x3', 'webm-vp9', 'portrait-phone', 'tiny-clip']
const unwatchable: [MediaName, string][] = [['truncated', 'transcode_failed'], ['picture', 'not_a_film'], ['headless', 'not_a_film'], ['stamp', 'too_small_picture']]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhouse-awkward-'))
  trap = createServer((request, response) => {
    heard.push(request.url!)
    response.end()
  })
  await new Promise<void>(listening => trap.listen(0, '127.0.0.1', listening))
  ana = await aCreator()
  const traps = playlists(`http://127.0.0.1:${(trap.address() as AddressInfo).port}/secret`)
  const files = [...watchable, ...unwatchable.map(([name]) => name)].map(name => async () => [name, await media(name)] as const)
  const texts = Object.entries(traps).map(([name, text]) => async () => {
    const path = join(folder, `${name}.mp4`)
    await writeFile(path, text)
    return [name, path] as const
  })
  const waiting = [...files, ...texts]
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, path] = await next()
      films.set(name, await uploaded(ana, { path }, { title: name, access: 'unlisted' }))
    }
  }))
})
afterAll(async () => {
  trap.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a film stands as its maker saw it', () => {
  test('with pixels that are wider than high, it gets its width back', async () => {
    expect(await seen('anamorphic')).toMatchObject({ width: 512, height: 288, squarePixels: true })
  })
  test('shot upright, it stands upright', async () => {
    expect(await seen('portrait-phone')).toMatchObject({ width: 360, height: 640, brightest: 'top right' })
  })
  test('four by three stays four by three', async () => {
    expect(await seen('avi-4x3')).toMatchObject({ width: 320, height: 240 })
  })
  test('odd sides become even ones, and its shape stays', async () => {
    const { width, height } = await seen('odd-dimensions')
    expect([width % 2, height % 2]).toEqual([0, 0])
    expect(width / height).toBeCloseTo(427 / 241, 1)
  })
  test('pictures made of two moments become pictures of one', async () => {
    const comb = Math.max(...(await decodedTrack(await media('interlaced'))).map(combing))
    const film = await seen('interlaced')
    expect(film.combing).toBeLessThan(comb / 2)
    expect(film.framesPerSecond).toBeCloseTo(25, 1)
  })
  test.each(['hevc-10bit', 'phone-hdr', 'webm-vp9'] as const)('%s plays in every browser: eight bits, ordinary colours', async name => {
    const { pixels, transfer } = await seen(name)
    expect(pixels).toBe('yuv420p')
    // 16 and 18 are for bright screens.
    expect([1, 2, 6]).toContain(transfer)
  })
})

describe('a film moves and sounds as its maker meant', () => {
  test('sound that begins late still begins late', async () => {
    const { sound } = await seen('late-audio')
    expect(sound!.heardFrom).toBeGreaterThan(0.97)
    expect(sound!.heardFrom).toBeLessThan(1.05)
  })
  test('pictures that come unevenly last as long as the sound', async () => {
    const { frames, framesPerSecond, sound } = await seen('variable-rate')
    expect(Math.abs(frames / framesPerSecond - 2)).toBeLessThan(0.1)
    expect(sound!.heardFrom).toBeLessThan(0.1)
  })
  test('a hundred and twenty pictures a second become sixty', async () => {
    const { frames, framesPerSecond } = await seen('slow-motion')
    expect(framesPerSecond).toBeCloseTo(60, 0)
    expect(Math.abs(frames - 60)).toBeLessThanOrEqual(1)
  })
  test('six channels become two', async () => {
    expect((await seen('surround')).sound).toMatchObject({ channels: 2, sampleRate: 48_000 })
  })
  test('four tenths of a second are a film', async () => {
    const { frames, sound } = await seen('tiny-clip')
    expect(frames).toBe(12)
    expect(sound!.heardFrom).toBeLessThan(0.1)
  })
})

describe('what is no film says so', () => {
  test.each(unwatchable)('%s fails as %s, with something to do about it', async (name, code) => {
    const film = await outcomeOf(name)
    expect(film).toMatchObject({ processing: 'failed', progress: { stage: 'failed', reason: { code } } })
    expect(film.progress!.reason!.message).toMatch(/\b(export|upload)/i)
  })
  test('lists of other addresses are no films, and nobody goes to these addresses', async () => {
    for (const name of Object.keys(playlists(''))) expect(await outcomeOf(name), name).toMatchObject({ processing: 'failed', progress: { reason: { code: 'not_a_film' } } })
    expect(heard).toEqual([])
  })
})

describe('an upload that is not what was said', () => {
  const announced = async (size: number) => (await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Otherwise', access: 'private', file: { name: 'a.mp4', size } } })).video.id

  test('a file of another size fails as such', async () => {
    const bytes = await readFile(await media('short-clip'))
    const id = await announced(bytes.length + 1)
    // No address that was given out takes other bytes than were announced; only the operator can do this.
    const { endpoint, operator } = inject('house')
    const { items } = await (await fetch(`${frontDoor()}/_local/buckets.json`)).json() as { items: { name: string }[] }
    const Bucket = items.map(({ name }) => name).find(name => /uploads/.test(name))!
    await new S3Client({ endpoint, region: 'us-east-1', credentials: operator, forcePathStyle: true }).send(new PutObjectCommand({ Bucket, Key: `uploads/${id}/source`, Body: bytes }))
    expect(await ended(ana, id)).toMatchObject({ processing: 'failed', progress: { reason: { code: 'size_mismatch', message: expect.stringContaining('Upload the file again') } } })
  })
  test('a part that is missing is asked for, and with it the film is whole', async () => {
    const film = await readFile(await media('short-clip'))
    // MP4 may end in a box that is nothing but room.
    const room = Buffer.alloc(17 * 1024 ** 2)
    room.writeUInt32BE(room.length)
    room.write('free', 4)
    const path = join(folder, 'roomy.mp4')
    await writeFile(path, Buffer.concat([film, room]))
    const id = await announced(film.length + room.length)
    await uploadFile(ana, id, path, { stopAfterParts: 1 })
    expect(await refusal(ana.videos.completeUpload({ params: { id } }))).toMatchObject({ status: 409, code: 'parts_missing' })
    expect(await uploadFile(ana, id, path)).toBe(1)
    await ana.videos.completeUpload({ params: { id } })
    expect((await ended(ana, id)).processing).toBe('ready')
  })
})
