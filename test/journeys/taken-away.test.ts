/** What is taken away stays away, however late something comes: a write, a copy, the news of a suspension. In a house of its own, since faults are ended there for all. */
import { stat } from 'node:fs/promises'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { signIn, type SignedIn } from '../../bin/journey/house.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { joinGroup } from '../../bin/join-group.ts'
import { aCreator, aFilm, aStranger, refusal, until, type Creator } from '../support/actors.ts'
import { media, type MediaName } from '../support/media/media.ts'
import { everythingNamed } from '../support/objects.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { aJpeg } from '../support/pictures.ts'

let house: OwnHouse, ana: Creator, ada: SignedIn
beforeAll(async () => {
  house = await ownHouse()
  ana = await aCreator('Ana Creator', house.frontDoor)
  const { email, password } = await newPerson(house.frontDoor, { displayName: 'Ada Admin' })
  await joinGroup(house.operator.client, { email, group: 'admin', stage: 'local' })
  ada = await signIn(house.frontDoor, email, password)
})
afterEach(() => house.operator.endFaults())
afterAll(() => house.close())

const stranger = () => aStranger(house.frontDoor)
const begun = async (id: string) => (await stranger().playback.start({ params: { id } })).manifestUrl
const isRefused = async (address: string) => (await fetch(house.frontDoor + address)).status === 403
const hasStruck = () => until('the fault to have struck', async () => (await house.operator.faults()).some(({ struck }) => struck > 0), { seconds: 60 })
const left = (part: string) => everythingNamed(house.operator, part)
const nothingLeft = (id: string) => until(`nothing to be left of ${id}`, async () => (await left(id)).length === 0, { seconds: 60 })
const queuesOf = async (of: string) => (await house.operator.queues()).filter(({ name }) => name.includes(of))
const deadLettersOf = async (of: string) => (await queuesOf(of)).filter(({ name }) => name.includes('DeadLetters')).reduce((sum, { visible }) => sum + visible, 0)
const workedOff = (of: string) => until(`${of} to be worked off`, async () => (await queuesOf(of)).every(({ name, visible, inFlight }) => name.includes('DeadLetters') || visible + inFlight === 0), { seconds: 60 })

/** Announces a film of somebody; what is to strike on its way can be said before its file is sent. */
async function announced(creator: Creator, file: MediaName) {
  const path = await media(file)
  const { video: { id } } = await creator.videos.create({ body: { channelId: creator.channel.id, title: file, access: 'public', file: { name: `${file}.mp4`, size: (await stat(path)).size } } })
  return { id, send: async () => {
    await uploadFile(creator, id, path)
    await creator.videos.completeUpload({ params: { id } })
  } }
}

describe('what was given out of a film', () => {
  test('ends also when it was given out while the write that deleted the film was on its way', async () => {
    const { id } = await aFilm(ana, { file: 'tiny-clip' })
    await house.operator.inject({ about: id, function: 'videos-api', operation: 'dynamodb:TransactWriteItems', times: 4, strike: 'hold' })
    const removing = ana.videos.remove({ params: { id } })
    await hasStruck()
    const heldAt = Date.now()
    // A token tells when it was issued in whole seconds.
    const addresses: string[] = []
    await until('somebody to be let in three seconds after it was decided', async () => {
      addresses.push(await begun(id))
      return Date.now() > heldAt + 3000
    })
    await house.operator.endFaults()
    await removing
    for (const address of addresses) await until('the edge to refuse', () => isRefused(address))
    expect((await refusal(begun(id))).code).toBe('video_not_found')
  })
  test.each([
    ['deletes it', (id: string) => ana.videos.remove({ params: { id } })],
    ['takes it back', (id: string) => ana.videos.publish({ params: { id }, body: { state: 'draft' } })],
  ])('ends at the minute\'s next look when the API died before it could tell the edge that its owner %s', async (_, takeAway) => {
    const { id } = await aFilm(ana, { file: 'tiny-clip' })
    const address = await begun(id)
    expect(await isRefused(address)).toBe(false)
    await house.operator.inject({ about: id, function: 'videos-api', operation: 'cloudfront-keyvaluestore:PutKey', strike: 'kill-before' })
    // Nor does anything else tell it sooner.
    await house.operator.inject({ about: id, function: 'videos-on-video-asked', times: 1000, strike: 'kill-before' })
    expect((await refusal(takeAway(id))).status).toBeGreaterThanOrEqual(500)
    await hasStruck()
    await until('the edge to refuse', async () => {
      await house.operator.reconcileAfter(0)
      return isRefused(address)
    }, { seconds: 60 })
  })
})

describe('a suspension', () => {
  test('stops the films of its owner at the edge, and hides them in the end, although the news of it is lost', async () => {
    const eve = await aCreator('Eve Creator', house.frontDoor)
    const { id } = await aFilm(eve, { file: 'tiny-clip' })
    const address = await begun(id)
    await house.operator.inject({ about: eve.user.id, function: 'videos-on-standing-changed', times: 1000, strike: 'kill-before' })
    await ada.users.suspend({ params: { id: eve.user.id }, body: { reason: 'As a test wants it.' } })
    await until('the edge to refuse', () => isRefused(address))
    await until('the news to be set aside', async () => await deadLettersOf('StandingChanged') > 0, { seconds: 60 })
    expect((await stranger().videos.get({ params: { id } })).id).toBe(id)
    await house.operator.endFaults()
    await until('the film to be hidden', async () => {
      await house.operator.bringForward('users-every-minute-settle', 60)
      return (await refusal(stranger().videos.get({ params: { id } })).catch(() => null))?.code === 'video_not_found'
    }, { seconds: 60, everyMs: 1000 })
    await ada.users.reinstate({ params: { id: eve.user.id }, body: { reason: 'As a test wants it.' } })
    await until('the film to be back', () => stranger().videos.get({ params: { id } }).catch(() => null), { seconds: 60 })
    await until('it to play', async () => !await isRefused(await begun(id)))
  })
  test('of somebody whose film is on its way hides it, and lets it become ready; reinstated, it is there', async () => {
    const dan = await aCreator('Dan Creator', house.frontDoor)
    const { id, send } = await announced(dan, 'tiny-clip')
    // Whoever looks after the film is held up, so that it is on its way for as long as this takes.
    for (const bundle of ['videos-on-source-uploaded', 'videos-on-video-asked', 'videos-on-standing-changed', 'videos-every-minute-reconcile']) await house.operator.inject({ function: bundle, operation: 's3:HeadObject', times: 1000, strike: 'hold' })
    await send()
    await hasStruck()
    await ada.users.suspend({ params: { id: dan.user.id }, body: { reason: 'As a test wants it.' } })
    const asStaff = () => ada.videos.staffGet({ params: { id } })
    expect(await until('the film to be hidden', async () => {
      const film = await asStaff()
      return film.hidden && film
    }, { seconds: 60 })).not.toMatchObject({ processing: 'ready' })
    await house.operator.endFaults()
    const ready = await until('the film to be ready', async () => {
      await house.operator.reconcileAfter(60)
      const film = await asStaff()
      return film.processing === 'ready' && film
    }, { seconds: 80, everyMs: 1000 })
    expect(ready).toMatchObject({ hidden: true, posterUrl: null })
    expect((await refusal(stranger().videos.get({ params: { id } }))).code).toBe('video_not_found')
    expect((await refusal(begun(id))).code).toBe('video_not_found')
    await ada.users.reinstate({ params: { id: dan.user.id }, body: { reason: 'As a test wants it.' } })
    const back = await until('the film and its poster to be there', async () => {
      const film = await stranger().videos.get({ params: { id } }).catch(() => null)
      return film?.posterUrl && film
    }, { seconds: 60 })
    expect(back).toMatchObject({ processing: 'ready' })
    // What ended their films ends what was given out for two seconds more.
    await until('it to play', async () => !await isRefused(await begun(id)))
  }, 200_000)
})

describe('of a film that is gone', () => {
  test('a copy that was on its way when its owner was erased leaves nothing, nor does what is written within the hour', async () => {
    const leo = await aCreator('Leo Leaving', house.frontDoor)
    const { id, send } = await announced(leo, 'long-clip')
    await house.operator.inject({ about: id, function: 'videos-on-copy-asked', operation: 's3:PutObject', nth: 4, times: 3, strike: 'hold' })
    await send()
    await hasStruck()
    await until('the copy to have begun', async () => (await left(`v/${id}/`)).length > 0)
    await leo.auth.eraseAccount({ body: { password: leo.password } })
    await until('the film to be swept', async () => (await refusal(ada.videos.staffGet({ params: { id } })).catch(() => null))?.code === 'video_not_found', { seconds: 60 })
    await nothingLeft(id)
    await house.operator.endFaults()
    await workedOff('CopyAsked')
    expect(await left(id)).toEqual([])

    const films = (await house.operator.see('buckets') as { items: { name: string }[] }).items.find(({ name }) => name.includes('films'))!.name
    const s3 = new S3Client({ ...house.operator.client, forcePathStyle: true })
    await s3.send(new PutObjectCommand({ Bucket: films, Key: `v/${id}/9-ladder/film.m3u8`, Body: 'by a job that nobody heard of' }))
    s3.destroy()
    await house.operator.reconcileAfter(3700)
    expect(await left(id)).toEqual([])
  }, 200_000)
  test('a storyboard that was being drawn leaves nothing', async () => {
    const { id, send } = await announced(ana, 'tiny-clip')
    await house.operator.inject({ about: id, function: 'videos-on-storyboard-asked', operation: 's3:PutObject', times: 3, strike: 'hold' })
    await send()
    await hasStruck()
    await ana.videos.remove({ params: { id } })
    await house.operator.reconcileAfter(60)
    await nothingLeft(id)
    await house.operator.endFaults()
    await workedOff('StoryboardAsked')
    expect(await left(id)).toEqual([])
  })
  test('with captions, a thumbnail of one\'s own, a storyboard and another file on its way, no object is left', async () => {
    const film = await aFilm(ana, { file: 'tiny-clip' })
    const params = { id: film.id }
    await ana.videos.putCaptions({ params: { ...params, language: 'en' }, body: { content: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello' } })
    const { id: pictureId } = await ana.pictures.make({ query: { purpose: 'thumbnail' }, body: await aJpeg(1280, 720) })
    await ana.videos.chooseThumbnail({ params, body: { from: 'own', pictureId } })
    const posterUrl = await until('the new poster', async () => {
      const { posterUrl } = await ana.videos.get({ params })
      return posterUrl !== film.posterUrl && posterUrl
    })
    const path = await media('portrait-phone')
    await ana.videos.replace({ params, body: { file: { name: 'other.mp4', size: (await stat(path)).size } } })
    await uploadFile(ana, film.id, path)
    const images = [film.posterUrl!, posterUrl].map(address => address.slice('/i/'.length))
    const keys = await left(film.id)
    for (const part of ['/captions/', '/thumbnails/own_', 'storyboard', '/source', '/source-']) expect(keys.some(key => key.includes(part)), part).toBe(true)
    for (const image of images) expect(await left(image)).toHaveLength(1)
    await ana.videos.remove({ params })
    await house.operator.reconcileAfter(60)
    await nothingLeft(film.id)
    for (const image of images) expect(await left(image)).toEqual([])
  })
})
