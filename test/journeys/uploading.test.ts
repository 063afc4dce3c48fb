import { randomBytes } from 'node:crypto'
import { request, type IncomingMessage } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { aCreator, aViewer, frontDoor, refusal, until, type Creator } from '../support/actors.ts'

const MiB = 1024 ** 2
const size = 40 * MiB
let folder: string, file: string, ana: Creator
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhouse-upload-'))
  file = join(folder, 'large.mp4')
  await writeFile(file, randomBytes(size))
  ana = await aCreator()
})
afterAll(() => rm(folder, { recursive: true }))

const announced = async (declared = size) => (await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Large', file: { name: 'large.mp4', size: declared } } })).video.id
const put = (url: string, bytes: number | Buffer) => fetch(url, { method: 'PUT', body: typeof bytes === 'number' ? new Uint8Array(bytes) : new Uint8Array(bytes) })

test('an upload goes on where a closed laptop left it', async () => {
  const id = await announced()
  expect(await uploadFile(ana, id, file, { stopAfterParts: 1 })).toBe(1)
  expect((await ana.videos.get({ params: { id } })).progress).toEqual({ stage: 'upload', percent: null, reason: null })
  const status = await ana.videos.uploadStatus({ params: { id } })
  expect(status).toMatchObject({ state: 'open', partCount: 3, size, parts: [{ partNumber: 1, size: 16 * MiB }] })
  expect((await refusal(ana.videos.completeUpload({ params: { id } }))).code).toBe('parts_missing')
  expect(await uploadFile(ana, id, file)).toBe(2)
  const [once, twice] = [await ana.videos.completeUpload({ params: { id } }), await ana.videos.completeUpload({ params: { id } })]
  expect([once.processing, twice.processing].every(state => state !== 'uploading')).toBe(true)
  expect((await ana.videos.uploadStatus({ params: { id } }).catch(problem => problem)).state ?? 'closed').toMatch(/complete|closed/)
})

test('two people completing at once complete once', async () => {
  const id = await announced()
  await uploadFile(ana, id, file)
  const films = await Promise.all([1, 2, 3].map(() => ana.videos.completeUpload({ params: { id } })))
  expect(films.map(film => film.id)).toEqual([id, id, id])
})

test('an address takes exactly the bytes it was signed for, for its own part only', async () => {
  const id = await announced()
  const { urls: [first] } = await ana.videos.uploadUrls({ params: { id }, body: { partNumbers: [1] } })
  expect((await put(first!.url, 1000)).status).toBe(403)
  expect((await put(first!.url.replace('partNumber=1', 'partNumber=2'), first!.size)).status).toBe(403)
  expect((await put(first!.url.replace(/X-Amz-Signature=.{6}/, 'X-Amz-Signature=000000'), first!.size)).status).toBe(403)
  expect((await put(first!.url.replace(id, 'vid_01kaaaaaaaaaaaaaaaaaaaaaaa'), first!.size)).status).toBe(403)
  expect((await ana.videos.uploadStatus({ params: { id } })).parts).toEqual([])
})

test('there is no address for a part that the file does not have', async () => {
  const id = await announced()
  expect(await refusal(ana.videos.uploadUrls({ params: { id }, body: { partNumbers: [1, 4] } }))).toMatchObject({ status: 400, code: 'part_out_of_range' })
})

test('an upload that is given up leaves nothing to go on with', async () => {
  const id = await announced()
  await uploadFile(ana, id, file, { stopAfterParts: 1 })
  await ana.videos.abortUpload({ params: { id } })
  expect((await refusal(ana.videos.get({ params: { id } }))).code).toBe('video_not_found')
  expect((await refusal(ana.videos.uploadUrls({ params: { id }, body: { partNumbers: [2] } }))).code).toBe('video_not_found')
})

test('nobody sends parts to somebody else\'s film, nor announces one for their channel', async () => {
  const ben = await aViewer()
  const id = await announced()
  for (const attempt of [() => ben.videos.uploadUrls({ params: { id }, body: { partNumbers: [1] } }), () => ben.videos.uploadStatus({ params: { id } }), () => ben.videos.completeUpload({ params: { id } }), () => ben.videos.abortUpload({ params: { id } })])
    expect(await refusal(attempt())).toMatchObject({ status: 404, code: 'video_not_found' })
  expect(await refusal(ben.videos.create({ body: { channelId: ana.channel.id, title: 'Not mine', file: { name: 'a.mp4', size: 10 } } }))).toMatchObject({ status: 403, code: 'not_yours' })
})

test('an empty file and one that is too large are refused before anything is sent', async () => {
  const create = (bytes: number) => ana.videos.create({ body: { channelId: ana.channel.id, title: 'X', file: { name: 'x.mp4', size: bytes } } })
  expect((await refusal(create(0))).code).toBe('file_empty')
  expect((await refusal(create(4 * 1024 ** 4))).code).toBe('file_too_large')
})

test('announcing again with the same key announces one film', async () => {
  const key = randomBytes(8).toString('hex')
  const announce = (title: string) => ana.videos.create({ body: { channelId: ana.channel.id, title, file: { name: 'x.mp4', size: 10 } }, headers: { 'idempotency-key': key } })
  const [first, again] = [await announce('Once'), await announce('Once')]
  expect(again.video.id).toBe(first.video.id)
  expect((await refusal(announce('Another'))).status).toBe(409)
})

test('a browser may send parts from our pages, and reads their tags', async () => {
  const id = await announced()
  const { urls: [part] } = await ana.videos.uploadUrls({ params: { id }, body: { partNumbers: [3] } })
  // Node's fetch leaves a preflight's own headers out; a browser does not.
  const preflight = await new Promise<IncomingMessage>((answered, failed) => request(part!.url, { method: 'OPTIONS', headers: { origin: frontDoor(), 'access-control-request-method': 'PUT' } }, answered).once('error', failed).end())
  preflight.resume()
  expect(preflight.statusCode).toBe(200)
  expect(preflight.headers['access-control-allow-methods']).toContain('PUT')
  const sent = await fetch(part!.url, { method: 'PUT', headers: { origin: frontDoor() }, body: new Uint8Array(part!.size) })
  expect(sent.status).toBe(200)
  expect(sent.headers.get('access-control-expose-headers')).toMatch(/etag/i)
  await until('the part to be listed', async () => (await ana.videos.uploadStatus({ params: { id } })).parts.length === 1)
})
