/** What becomes of films when a service or the whole house is out, wherever on their way they are. In a house of its own, since every fault is real. */
import { stat } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SignedIn } from '../../bin/journey/house.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import type { Fault } from '../../local/faults/faults.ts'
import { aCreator, aStaffMember, until, uploaded, type Creator } from '../support/actors.ts'
import { media, type MediaName } from '../support/media/media.ts'
import { leftOfFilms, nothingLiesAbout } from '../support/orphans.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { patiently } from '../support/patiently.ts'
import { cutPower } from '../support/power-cuts.ts'
import { deadLettersIn, giveBackAll } from '../support/set-aside.ts'
import { aSubject, stations, type Subject } from '../support/stations.ts'

let house: OwnHouse, ana: Creator, ada: SignedIn
beforeAll(async () => {
  house = await ownHouse()
  ana = await aCreator('Ana Creator', house.frontDoor)
  ada = await aStaffMember('admin', 'Ada Admin', house.frontDoor, house.operator)
})
afterEach(() => house.operator.endFaults())
afterAll(() => house.close())

const forever = 10_000
const inFunction = (name: string): Fault => ({ function: name, times: forever, strike: 'kill-before' })
const stageOf = async (id: string) => (await ana.videos.get({ params: { id } })).processing

interface Announced { readonly id: string; readonly path: string }
async function announced(name: MediaName): Promise<Announced> {
  const path = await media(name)
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: name, access: 'public', file: { name, size: (await stat(path)).size } } })
  return { id, path }
}
async function send({ id, path }: Announced): Promise<void> {
  await uploadFile(ana, id, path)
  await ana.videos.completeUpload({ params: { id } })
}
/** The minute's reconcile, minute after minute, until the film has reached an end. */
const ended = (id: string) => until(`film ${id} to end`, async () => {
  await house.operator.reconcileAfter(60)
  const stage = await stageOf(id)
  return (stage === 'ready' || stage === 'failed') && stage
}, { seconds: 120, everyMs: 1000 })
/** The same, until there is a storyboard. */
const drawn = (id: string) => until(`the storyboard of ${id}`, async () => {
  await house.operator.reconcileAfter(180)
  return (await ana.videos.get({ params: { id } })).storyboard === 'there'
}, { seconds: 60, everyMs: 1000 })

test.each([
  ['MediaConvert asks for patience', 'mediaconvert:', 'TooManyRequestsException', 429],
  ['S3 is out', 's3:', 'SlowDown', 503],
  ['DynamoDB is out', 'dynamodb:', 'InternalServerError', 500],
])('%s for all functions until messages are given up; films wait wherever they are, and go on', async (_, operation, code, status) => {
  await giveBackAll(house.operator)
  const [whole, ...others] = await Promise.all((['tiny-clip', 'tiny-webm', 'long-clip', 'landscape-360p'] as const).map(announced)) as [Announced, ...Announced[]]
  await uploadFile(ana, whole.id, whole.path)
  const ids = [whole, ...others].map(({ id }) => id)
  await Promise.all(others.map(send))
  await until('one to be transcoded', async () => (await Promise.all(ids.map(stageOf))).includes('transcoding'), { everyMs: 50 })
  await house.operator.inject({ operation, times: forever, strike: { error: { code, message: `${code}, as a test wants it.`, status } } })
  // Whoever completes an upload meanwhile is told to try again, and does.
  const completed = patiently(() => ana.videos.completeUpload({ params: { id: whole.id } }))
  await until('messages to be given up', async () => await deadLettersIn(house.operator) > 0, { seconds: 60 })
  await house.operator.endFaults()
  await completed
  for (const id of ids) expect(await ended(id)).toBe('ready')
  await giveBackAll(house.operator)
  for (const id of ids) await drawn(id)
  await nothingLiesAbout(house.operator, ada, ids.map(id => ({ creator: ana, id })))
}, 240_000)

test('what one function asks of another is asked again when it was lost: a copy, a storyboard, a frame', async () => {
  await giveBackAll(house.operator)
  await house.operator.inject(inFunction('videos-on-copy-asked'))
  const params = { id: await uploaded(ana, 'tiny-clip') }
  await until('the copy to be given up', async () => await deadLettersIn(house.operator, 'CopyAsked') > 0, { seconds: 60 })
  expect(await stageOf(params.id)).toBe('transcoding')
  await house.operator.endFaults()
  await house.operator.inject(inFunction('videos-on-storyboard-asked'))
  await ended(params.id)
  await until('the storyboard to be given up', async () => await deadLettersIn(house.operator, 'StoryboardAsked') > 0, { seconds: 60 })
  expect(await ana.videos.get({ params })).toMatchObject({ processing: 'ready', storyboard: 'coming' })
  await house.operator.endFaults()
  await drawn(params.id)
  await house.operator.inject(inFunction('videos-on-video-asked'))
  await ana.videos.chooseThumbnail({ params, body: { from: 'frame', at: 0.2 } })
  await until('the frame to be given up', async () => await deadLettersIn(house.operator, 'VideoAsked') > 0, { seconds: 60 })
  await house.operator.endFaults()
  await until('the frame to stand for the film', async () => {
    await house.operator.reconcileAfter(60)
    return (await ana.videos.thumbnails({ params })).items.some(({ from, chosen }) => from === 'frame' && chosen)
  }, { seconds: 60, everyMs: 1000 })
  // Found at last, the messages change nothing any more.
  await giveBackAll(house.operator)
  await nothingLiesAbout(house.operator, ada, [{ creator: ana, id: params.id }])
})

// Last: the house's clock does not go back. `POWER_CUT_SEED=…` brings the same moments and wishes back.
test('the whole cloud is killed again and again, at any moment and whatever people do, and all they wished comes true', async () => {
  await giveBackAll(house.operator)
  const seed = Number(process.env.POWER_CUT_SEED ?? Date.now() % 1_000_000)
  const { operator, frontDoor, killAll, startAgain } = house
  const made: string[] = []
  const another = async (): Promise<Subject> => {
    const subject = await aSubject(ana, { operator, frontDoor, file: await media('tiny-clip') })
    made.push(subject.id)
    return subject
  }
  const all = stations({ operator, frontDoor, admin: ada, file: await media('tiny-clip') }).filter(({ name }) => !/suspended/.test(name))
  const { done, subjects, troubles } = await cutPower({ seed, times: 3, all, another, killAll, startAgain })
  console.log(`Power cut with seed ${seed}: ${Object.entries(Object.groupBy(done, name => name)).map(([name, times]) => `${times!.length} ${name}`).join(', ')}`)
  expect(troubles).toEqual([])
  expect(done.length).toBeGreaterThanOrEqual(16)
  await nothingLiesAbout(operator, ada, subjects)
  // An upload that was opened for a film that never came to know of it is the bucket's to abort.
  await operator.advanceClock(8 * 24 * 3600)
  const gone = made.filter(id => !subjects.some(subject => subject.id === id))
  await until('nothing to be left of films that have gone', async () => (await leftOfFilms(operator, gone)).length === 0)
}, 240_000)
