/** What a film goes through when the cloud around it fails, and how it ends all the same. In a house of its own, since every fault is real. */
import { readFileSync, statSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { AbortMultipartUploadCommand, DeleteObjectCommand, ListMultipartUploadsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { deadLetters, redrive } from '../../bin/dead-letters.ts'
import { signIn } from '../../bin/journey/house.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import type { Fault } from '../../local/faults/faults.ts'
import { aCreator, aFilm, atRest, aViewer, ended, mailsTo, refusal, until, uploaded, type Creator } from '../support/actors.ts'
import { media, type MediaName } from '../support/media/media.ts'
import { everythingNamed } from '../support/objects.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { deadLettersIn, isDead } from '../support/set-aside.ts'

let house: OwnHouse, ana: Creator
beforeAll(async () => {
  house = await ownHouse()
  ana = await aCreator('Ana Creator', house.frontDoor)
})
afterEach(() => house.operator.endFaults())
afterAll(() => house.close())

const forever = 10_000
const inFunction = (name: string): Fault => ({ function: name, times: forever, strike: 'kill-before' })
const answered = (operation: string, code: string, status: number, times = forever): Fault => ({ operation, times, strike: { error: { code, message: `${code}, as a test wants it.`, status } } })
const stageOf = async (id: string) => (await ana.videos.get({ params: { id } })).processing
const jobsOf = async (id: string) => (await house.operator.see('jobs') as { items: { status: string; userMetadata: { videoId?: string; kind?: string } }[] }).items.filter(job => job.userMetadata.videoId === id)
const deadLettersOf = (of: string) => deadLettersIn(house.operator, of)
/** The minute's reconcile, minute after minute, until the film is where it should be. */
const reconciledUntil = (id: string, states: readonly string[]) => until(`film ${id} to be ${states.join(' or ')}`, async () => {
  await house.operator.reconcileAfter(60)
  const stage = await stageOf(id)
  return states.includes(stage) && stage
}, { seconds: 60, everyMs: 500 })

const objectsOf = (id: string) => everythingNamed(house.operator, id)

test('what somebody is told by mail reaches them whoever is killed: who changed it, and who was about to write, or had written', async () => {
  const mia = await aViewer('Mia Told', house.frontDoor)
  const newPassword = 'Lantern-and-tide-8'
  const about = /password was changed/
  const mails = async () => (await mailsTo(mia.email, house.frontDoor)).filter(({ subject }) => about.test(subject)).length
  // No schedule comes in between.
  const runs = async (afterSeconds: number) => house.operator.bringForward('notices-every-minute-mail', afterSeconds).then(() => true, () => false)
  await house.operator.inject({ about: newPassword, function: 'auth-api', operation: 'dynamodb:TransactWriteItems', strike: 'kill-after' })
  await house.operator.inject({ function: 'notices-every-minute-mail', operation: 'ses:SendEmail', times: forever, strike: 'kill-before' })
  await expect(mia.auth.changePassword({ body: { currentPassword: mia.password, newPassword } })).rejects.toThrow()
  await runs(0)
  expect(await mails()).toBe(0)
  await house.operator.endFaults()
  await house.operator.inject({ function: 'notices-every-minute-mail', operation: 'ses:SendEmail', strike: 'kill-after' })
  expect(await runs(301)).toBe(false)
  expect(await mails()).toBe(1)
  // Nobody knows whether SES had it: once more, and then never again.
  for (const afterSeconds of [301 + 601, 301 + 601 + 1201, 7200]) expect(await runs(afterSeconds)).toBe(true)
  expect(await mails()).toBe(2)
  expect((await signIn(house.frontDoor, mia.email, newPassword)).user.id).toBe(mia.user.id)
})

describe('an event that never comes', () => {
  test('a completed upload without a job gets one from the minute\'s reconcile', async () => {
    await house.operator.inject(inFunction('videos-on-source-uploaded'))
    const id = await uploaded(ana, 'tiny-clip')
    await until('the event to be given up', async () => await deadLettersOf('SourceUploaded') > 0)
    expect(await stageOf(id)).toBe('checking')
    await house.operator.endFaults()
    expect(await reconciledUntil(id, ['ready', 'failed'])).toBe('ready')
  })
  test('a job whose end nobody heard of is asked about', async () => {
    await house.operator.inject(inFunction('videos-on-job-changed'))
    const id = await uploaded(ana, 'tiny-clip')
    await until('the news to be given up', async () => await deadLettersOf('JobChanged') > 0, { seconds: 60 })
    expect(await stageOf(id)).toBe('transcoding')
    expect(await reconciledUntil(id, ['ready', 'failed'])).toBe('ready')
  })
  test('a film goes all the way without any event', async () => {
    await house.operator.inject(inFunction('videos-on-source-uploaded'))
    await house.operator.inject(inFunction('videos-on-job-changed'))
    expect(await reconciledUntil(await uploaded(ana, 'tiny-clip'), ['ready', 'failed'])).toBe('ready')
  })
})

const copier = 'videos-on-copy-asked'
const announced = async (name: MediaName = 'long-clip') => {
  const path = await media(name)
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Long', access: 'private', file: { name: 'long.mp4', size: statSync(path).size } } })
  await house.operator.watch(id)
  return { id, send: () => uploadFile(ana, id, path).then(() => ana.videos.completeUpload({ params: { id } })) }
}

describe('a copy that one run cannot finish', () => {
  const copyOf = (id: string) => until('the copy to play', async () => (await ana.videos.get({ params: { id } })).renditions.some(({ name }) => name === 'source'), { seconds: 60 })
  const copied = async (id: string) => (await objectsOf(id)).filter(key => key.includes('-instant/'))
  const written = async (id: string) => (await house.operator.watched(id)).filter(point => point.function.endsWith(copier) && point.operation === 's3:PutObject').length

  test('because its time is over is gone on with by the next run, and nothing is written twice', async () => {
    const { id, send } = await announced()
    for (const nth of [4, 12]) await house.operator.inject({ about: id, function: copier, operation: 's3:PutObject', nth, strike: 'time-up' })
    await send()
    await copyOf(id)
    expect((await house.operator.faults()).map(fault => fault.struck)).toEqual([1, 1])
    expect(await written(id)).toBe((await copied(id)).length)
    expect((await watchFilm(house.frontDoor, (await ana.playback.start({ params: { id } })).manifestUrl)).map(({ seconds }) => Math.round(seconds))).toEqual([60, 60])
  })
  test('because it was killed is gone on with by the next run, from what there is', async () => {
    const { id, send } = await announced()
    await house.operator.inject({ about: id, function: copier, operation: 's3:PutObject', nth: 12, strike: 'kill-after' })
    await send()
    await copyOf(id)
    expect((await house.operator.faults()).map(fault => fault.struck)).toEqual([1])
    // What was on its way when the power went may be written once more.
    expect(await written(id) - (await copied(id)).length).toBeLessThanOrEqual(3)
    expect((await watchFilm(house.frontDoor, (await ana.playback.start({ params: { id } })).manifestUrl)).map(({ seconds }) => Math.round(seconds))).toEqual([60, 60])
  })
})

test('a copy whose source is gone is given up, and the film goes the way of those that cannot be copied', async () => {
  const { id, send } = await announced('landscape-360p')
  await house.operator.inject({ about: id, function: copier, operation: 's3:HeadObject', times: forever, strike: 'kill-before' })
  await send()
  const sqs = new SQSClient(house.operator.client)
  const queue = await until('the copy to be set aside', async () => (await deadLetters(sqs)).find(({ messages }) => messages.some(({ Body }) => Body?.includes(id))), { seconds: 60 })
  const s3 = new S3Client({ ...house.operator.client, forcePathStyle: true })
  const source = { Bucket: ((await house.operator.see('buckets')) as { items: { name: string }[] }).items.find(({ name }) => name.includes('uploads'))!.name, Key: (await objectsOf(id))[0]! }
  await s3.send(new DeleteObjectCommand(source))
  await house.operator.endFaults()
  // No job is to look for the source meanwhile.
  await house.operator.inject(answered('mediaconvert:CreateJob', 'TooManyRequestsException', 429))
  await redrive(sqs, queue)
  await until('a job to be asked for', async () => (await house.operator.faults()).some(({ struck }) => struck > 0), { seconds: 60 })
  expect(await deadLettersOf('CopyAsked')).toBe(0)
  await s3.send(new PutObjectCommand({ ...source, Body: readFileSync(await media('landscape-360p')) }))
  await house.operator.endFaults()
  expect(await reconciledUntil(id, ['ready', 'failed'])).toBe('ready')
})

test('events that come again, late and in the wrong order change nothing, neither while the jobs run nor afterwards', async () => {
  // Of no kind that can be copied, so that there are two jobs; long enough to be met at work.
  const id = await uploaded(ana, 'half-minute')
  const film = () => ana.videos.get({ params: { id } })
  const inbox = async (of: string) => (await house.operator.queues()).find(({ name }) => name.includes(of) && !name.includes('DeadLetters'))!.url
  const inboxes: Record<string, string> = { 'aws.s3': await inbox('SourceUploaded'), 'aws.mediaconvert': await inbox('JobChanged'), 'playhouse.videos': await inbox('VideoAsked') }
  const tellAgain = async () => {
    const again = (await house.operator.events()).filter(({ source, detail }) => inboxes[source] && JSON.stringify(detail).includes(id))
    // The view is newest first: the last word comes first, the arrival of the file after it.
    for (const { id: eventId, source, detailType, detail, time } of [...again, ...again]) await house.operator.send(inboxes[source]!, { id: eventId, source, 'detail-type': detailType, time, detail, resources: [] })
    await until('the queues to be empty', async () => (await house.operator.queues()).every(({ name, visible, inFlight }) => isDead(name) || visible + inFlight === 0))
    return again
  }
  await until('a job to be at work', async () => ((await film()).progress?.percent ?? 0) > 0, { seconds: 60, everyMs: 100 })
  expect((await tellAgain()).map(({ source }) => source)).toEqual(expect.arrayContaining(['aws.s3', 'aws.mediaconvert']))
  expect((await ended(ana, id)).processing).toBe('ready')
  const rested = await atRest(ana, id)
  expect((await jobsOf(id)).map(({ userMetadata: { kind }, status }) => [kind, status]).toSorted()).toEqual([['first', 'COMPLETE'], ['ladder', 'COMPLETE']])
  expect((await tellAgain()).length).toBeGreaterThanOrEqual(5)
  expect(await film()).toEqual(rested)
})

test('dead letters are seen and given back by one command, and the film they are about goes on', async () => {
  const sqs = new SQSClient(house.operator.client)
  await house.operator.inject(inFunction('videos-on-source-uploaded'))
  const id = await uploaded(ana, 'tiny-clip')
  const mine = async () => (await deadLetters(sqs)).find(({ messages }) => messages.some(({ Body }) => Body?.includes(id)))
  const queue = await until('its event to be set aside', mine)
  expect(queue.name).toContain('SourceUploaded')
  await house.operator.endFaults()
  await redrive(sqs, queue)
  expect((await ended(ana, id)).processing).toBe('ready')
  expect(await mine()).toBeUndefined()
  await expect(redrive(sqs, { arn: 'x', name: 'playhouse-SetAside', backTo: null })).rejects.toThrow('cannot be given back')
})

describe('a service that is not well', () => {
  test('MediaConvert refuses the job for good, and the film fails with a sentence', async () => {
    await house.operator.inject(answered('mediaconvert:CreateJob', 'BadRequestException', 400))
    // One that cannot play as it is: a copy of the source would be ready without any job.
    const film = await ended(ana, await uploaded(ana, 'odd-dimensions'))
    expect(film).toMatchObject({ processing: 'failed', progress: { reason: { code: 'transcode_failed' } } })
  })
  test('a job that does not end is stopped after a day, and the film is ready with what plays', async () => {
    const id = await uploaded(ana, 'landscape-1080p')
    const jobs = async () => (await house.operator.see('jobs') as { items: { status: string; userMetadata: { videoId?: string } }[] }).items.filter(job => job.userMetadata.videoId === id)
    await until('the copy to play and the ladder to run', async () => (await ana.videos.get({ params: { id } })).renditions.length > 0 && (await jobs()).some(({ status }) => status === 'PROGRESSING'), { seconds: 60, everyMs: 50 })
    await house.operator.reconcileAfter(23 * 3600)
    expect(await stageOf(id)).toBe('transcoding')
    await house.operator.reconcileAfter(25 * 3600)
    expect(await ana.videos.get({ params: { id } })).toMatchObject({ processing: 'ready', renditions: [{ name: 'source' }], progress: { reason: { code: 'only_one_quality' } } })
    expect((await jobs()).map(({ status }) => status)).toEqual(['CANCELED'])
  })
  test('a caller hears of an outage in a sentence, and may try again', async () => {
    await house.operator.inject({ ...answered('dynamodb:', 'InternalServerError', 500), function: 'videos-api' })
    expect(await refusal(ana.videos.browse({}))).toMatchObject({ status: 503, code: 'try_again' })
  })
})

describe('what is left behind', () => {
  test('a film deleted while its jobs run leaves no job and no object', async () => {
    const id = await uploaded(ana, 'landscape-1080p')
    await until('a job to run', async () => (await house.operator.see('jobs') as { items: { status: string; userMetadata: { videoId?: string } }[] }).items.some(job => job.userMetadata.videoId === id && job.status === 'PROGRESSING'), { seconds: 60 })
    await until('the film to know of it', async () => (await ana.videos.get({ params: { id } })).progress!.percent! > 0, { seconds: 60, everyMs: 100 })
    await ana.videos.remove({ params: { id } })
    await house.operator.reconcileAfter(60)
    await until('nothing to be left', async () => (await objectsOf(id)).length === 0, { seconds: 60 })
    const { items } = await house.operator.see('jobs') as { items: { status: string; userMetadata: { videoId?: string } }[] }
    expect(items.filter(job => job.userMetadata.videoId === id && !/CANCELED|ERROR|COMPLETE/.test(job.status))).toEqual([])
    expect(await objectsOf(id)).toEqual([])
  })
  test('a job whose film was swept away before anybody knew of it is stopped, and leaves nothing', async () => {
    // Whoever asks for a job dies with the answer; asked again, MediaConvert has the same job.
    const id = await uploaded(ana, 'landscape-1080p')
    await house.operator.inject({ about: id, operation: 'mediaconvert:CreateJob', times: forever, strike: 'kill-after' })
    const jobs = async () => (await house.operator.see('jobs') as { items: { status: string; userMetadata: { videoId?: string } }[] }).items.filter(job => job.userMetadata.videoId === id)
    await until('a job that nobody knows of', async () => (await jobs()).length > 0 && (await house.operator.faults()).some(({ struck }) => struck > 0), { seconds: 60 })
    await ana.videos.remove({ params: { id } })
    await house.operator.reconcileAfter(60)
    await until('the job to be stopped', async () => (await jobs()).every(({ status }) => /CANCELED|ERROR|COMPLETE/.test(status)), { seconds: 60 })
    await until('nothing to be left', async () => (await objectsOf(id)).length === 0, { seconds: 60 })
    // One that had finished would have been stopped by nobody. What it was to read may go before it is told to stop.
    expect((await jobs()).map(({ status }) => status.replace('ERROR', 'CANCELED'))).toEqual(['CANCELED'])
  })
  test('a poster whose placing was cut off just before its film became private goes', async () => {
    const posters = () => everythingNamed(house.operator, 'i/img_')
    const before = await posters()
    const id = await uploaded(ana, 'tiny-clip', { access: 'public' })
    await house.operator.inject({ about: id, operation: 's3:CopyObject', times: forever, strike: 'kill-after' })
    await until('whoever copied it to be killed', async () => (await house.operator.faults()).some(({ struck }) => struck > 0), { seconds: 60 })
    const { title } = await ana.videos.get({ params: { id } })
    expect(await ana.videos.put({ params: { id }, body: { title, access: 'private' } })).toMatchObject({ access: 'private' })
    await house.operator.endFaults()
    await house.operator.reconcileAfter(60)
    const left = (await posters()).filter(key => !before.includes(key))
    expect(left).toHaveLength(1)
    await house.operator.reconcileAfter(700)
    expect((await posters()).filter(key => left.includes(key))).toEqual([])
    await ana.videos.put({ params: { id }, body: { title, access: 'public' } })
    expect(await until('its poster to be there again', async () => (await ana.videos.get({ params: { id } })).posterUrl)).not.toBe(`/${left[0]}`)
  })
  test('an upload whose parts were thrown away cannot be completed, and says so', async () => {
    const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Thrown away', file: { name: 'a.mp4', size: 40_000_000 } } })
    const s3 = new S3Client({ ...house.operator.client, forcePathStyle: true })
    const { items } = await house.operator.see('buckets') as { items: { name: string }[] }
    for (const { name: Bucket } of items) for (const { Key, UploadId } of (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [])
      if (Key!.includes(id)) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    expect(await refusal(ana.videos.completeUpload({ params: { id } }))).toMatchObject({ status: 409, code: 'upload_closed' })
  })
  test('an upload that nobody goes on with expires after a week, with its parts', async () => {
    const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Abandoned', file: { name: 'a.mp4', size: 40_000_000 } } })
    expect((await objectsOf(id)).length).toBe(1)
    await house.operator.reconcileAfter(6 * 24 * 3600)
    expect(await stageOf(id)).toBe('uploading')
    await house.operator.reconcileAfter(8 * 24 * 3600)
    expect(await ana.videos.get({ params: { id } })).toMatchObject({ processing: 'failed', progress: { reason: { code: 'upload_abandoned' } } })
    expect(await objectsOf(id)).toEqual([])
  })
  test('another file for a film that nobody goes on with expires likewise, and the film plays on', async () => {
    const film = await atRest(ana, (await aFilm(ana, { file: 'tiny-clip' })).id)
    const params = { id: film.id }
    await ana.videos.replace({ params, body: { file: { name: 'other.mp4', size: 40_000_000 } } })
    const ofTheOther = async () => (await objectsOf(film.id)).filter(key => key.includes('/source-'))
    expect(await ofTheOther()).toHaveLength(1)
    await house.operator.reconcileAfter(6 * 24 * 3600)
    expect(await ana.videos.get({ params })).toMatchObject({ processing: 'ready', replacement: { processing: 'uploading' } })
    await house.operator.reconcileAfter(8 * 24 * 3600)
    expect(await ana.videos.get({ params })).toMatchObject({ processing: 'ready', replacement: { processing: 'failed', progress: { reason: { code: 'upload_abandoned' } } } })
    expect(await ofTheOther()).toEqual([])
    expect((await watchFilm(house.frontDoor, (await ana.playback.start({ params })).manifestUrl)).length).toBeGreaterThan(0)
  })
})

test('whoever asks too often is told how long to wait, and waits alone', async () => {
  // Counted before anything is read, so nothing need be in it.
  const ask = () => fetch(`${house.frontDoor}/api/auth/verify`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  const refused = await until('the bucket to be empty', async () => (await Promise.all(Array.from({ length: 50 }, ask))).find(({ status }) => status === 429), { seconds: 80, everyMs: 0 })
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  // Other routes, and people who are signed in, have buckets of their own.
  expect((await ana.auth.me()).id).toBe(ana.user.id)
}, 120_000)

// Last: the house's clock does not go back.
test('a change that the outbox could not tell for an hour is set aside, and those after it go on', async () => {
  await house.operator.inject(inFunction('outbox-on-table-change'))
  const { channel } = ana
  await ana.channels.put({ params: { id: channel.id }, body: { handle: channel.handle, name: 'Told to nobody' } })
  await until('the outbox to have tried', async () => (await house.operator.faults()).some(({ struck }) => struck > 0))
  await house.operator.advanceClock(2 * 3600)
  await until('the change to be set aside', async () => (await house.operator.queues()).some(({ name, visible }) => name.includes('SetAside') && visible > 0))
  await house.operator.endFaults()
  await ana.channels.put({ params: { id: channel.id }, body: { handle: channel.handle, name: 'Told again' } })
  const told = await until('the next change to be told', async () => (await house.operator.events()).find(({ detailType, detail }) => detailType === 'channel.changed' && (detail as { name?: string }).name === 'Told again'))
  expect(told.detail).toMatchObject({ id: channel.id })
})

describe('a page that somebody opens', () => {
  const page = async (path: string, accept = 'text/html') => {
    const response = await fetch(house.frontDoor + path, { headers: { accept } })
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }
  test('is one in words while the web app cannot be read, and problem+json only for programs', async () => {
    await house.operator.inject({ ...answered('s3:GetObject', 'SlowDown', 503), function: 'sharing-api' })
    expect(await page('/watch/one')).toMatchObject({ status: 500, type: 'text/html; charset=utf-8', text: expect.stringContaining('This page did not open') })
    expect(await page('/watch/one', 'application/json')).toMatchObject({ status: 500, type: 'application/problem+json' })
  })
  test('is the plain web app while the table does not answer', async () => {
    await house.operator.inject({ ...answered('dynamodb:', 'InternalServerError', 500), function: 'sharing-api' })
    for (const path of ['/', `/watch/vid_${'0'.repeat(26)}`, '/@northlight']) {
      expect(await page(path)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', text: expect.stringContaining('<div id="root">') })
    }
  })
})
