/** The code of today on the state of an earlier release, which ended in the middle of things. Its state is kept by test/upgrade/furnish.ts. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn, type SignedIn } from '../../bin/journey/house.ts'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { aStranger, refusal, until } from '../support/actors.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import type { Furnished } from '../upgrade/furnished.ts'

let house: OwnHouse, before: Furnished, ana: SignedIn, ben: SignedIn
beforeAll(async () => {
  before = JSON.parse(gunzipSync(await readFile(join(import.meta.dirname, '../upgrade/release-c376824.json.gz'))).toString()) as Furnished
  house = await ownHouse({
    async furnish(state) {
      for (const [name, content] of Object.entries(before.files)) {
        await mkdir(dirname(join(state, name)), { recursive: true })
        await writeFile(join(state, name), Buffer.from(content, 'base64'))
      }
    },
  })
  const { people } = before
  ;[ana, ben] = await Promise.all([people.ana, people.ben].map(({ email, password }) => signIn(house.frontDoor, email, password))) as [SignedIn, SignedIn]
})
afterAll(() => house.close())

const isReachable = async (id: string, viewer: SignedIn) => (await watchFilm(house.frontDoor, (await viewer.playback.start({ params: { id } })).manifestUrl)).length > 0

describe('after an upgrade', () => {
  test('people are who they were, and follow whom they followed', async () => {
    expect(ana.user.displayName).toBe('Ana Creator')
    expect((await ben.channels.follows({})).items.map(channel => channel.id)).toContain(before.channel.id)
  })
  test('a film plays on, is listed, and its viewer resumes where they were', async () => {
    const { shown } = before.films
    expect(await isReachable(shown, ben)).toBe(true)
    expect((await ben.playback.start({ params: { id: shown } })).resumeAt).toBeGreaterThan(0)
    expect((await aStranger(house.frontDoor).videos.browse({})).items.map(({ id }) => id)).toContain(shown)
  })
  test('a private film stays private, and plays for its owner', async () => {
    const { hidden } = before.films
    expect(await isReachable(hidden, ana)).toBe(true)
    expect(await refusal(ben.videos.get({ params: { id: hidden } }))).toMatchObject({ status: 404 })
  })
  test('a film is renamed, narrowed and widened as any other', async () => {
    const { shown } = before.films
    const put = (body: { title: string; access: 'public' | 'private' }) => ana.videos.put({ params: { id: shown }, body })
    expect(await put({ title: 'Renamed', access: 'private' })).toMatchObject({ title: 'Renamed', access: 'private' })
    expect((await refusal(aStranger(house.frontDoor).videos.get({ params: { id: shown } }))).code).toBe('video_not_found')
    await put({ title: 'Renamed', access: 'public' })
    expect((await aStranger(house.frontDoor).videos.get({ params: { id: shown } })).title).toBe('Renamed')
  })
  test('a film that failed still says why', async () => {
    expect((await ana.videos.get({ params: { id: before.films.failed } })).progress).toMatchObject({ stage: 'failed', reason: { code: 'not_a_film' } })
  })
  test('a film that was on its way arrives, and so does an upload that was open', async () => {
    const settled = (id: string) => until(`film ${id} to rest`, async () => {
      await house.operator.reconcileAfter(60)
      const { processing, progress } = await ana.videos.get({ params: { id } })
      return (processing === 'ready' || processing === 'failed' || processing === 'uploading') && `${processing} ${progress?.reason?.code ?? ''}`.trim()
    }, { seconds: 60, everyMs: 500 })
    // What was kept grows old: its sources expire after a month, an upload that nobody goes on with after a week.
    expect(['ready', 'failed source_missing']).toContain(await settled(before.films.underWay))
    expect(['uploading', 'failed upload_abandoned']).toContain(await settled(before.films.open))
  })
  test('a team is still one: who had joined may edit, and who was asked may join until the invitation expires', async () => {
    const cleo = await signIn(house.frontDoor, before.people.cleo.email, before.people.cleo.password)
    expect((await cleo.channels.mine()).items.find(({ id }) => id === before.channel.id)).toMatchObject({ role: 'editor' })
    const asked = await aStranger(house.frontDoor).channels.readInvitation({ body: { token: before.invitation.token } }).catch(problem => problem.code as string)
    expect([before.channel.id, 'invitation_not_found']).toContain(typeof asked === 'string' ? asked : asked.channel.id)
  })
  test('a film keeps its captions', async () => {
    const [captions] = (await ben.playback.start({ params: { id: before.films.shown } })).captions
    expect(captions).toMatchObject({ language: 'en' })
    // Widened a moment ago: what ended it then ends what was given out for two seconds more.
    const text = await until('the captions to be let through', async () => {
      const [now] = (await ben.playback.start({ params: { id: before.films.shown } })).captions
      const response = await fetch(house.frontDoor + now!.url)
      return response.ok && response.text()
    })
    expect(text).toContain('From before')
  })
  test('a replacement that was on its way takes the film\'s place, or says why not', async () => {
    const replacement = await until('the replacement to end', async () => {
      await house.operator.reconcileAfter(60)
      const { replacement, file } = await ana.videos.get({ params: { id: before.films.replaced } })
      return replacement === null ? file!.name : replacement.processing === 'failed' && replacement.progress.reason?.code
    }, { seconds: 120, everyMs: 500 })
    expect(replacement).toMatch(/^(short-clip.*\.mp4|source_missing)$/)
    expect(await isReachable(before.films.replaced, ben)).toBe(true)
  })
  test('who was suspended stays so, with their film, until an admin lets them back in', async () => {
    const { dan, ada } = before.people
    // The pool lets them in no more, and says no more of it than of a wrong password.
    expect((await refusal(signIn(house.frontDoor, dan.email, dan.password))).code).toBe('wrong_credentials')
    expect((await refusal(ben.videos.get({ params: { id: before.ofSuspended } }))).code).toBe('video_not_found')
    const admin = await signIn(house.frontDoor, ada.email, ada.password)
    await admin.users.reinstate({ params: { id: dan.id }, body: { reason: 'After.' } })
    expect((await signIn(house.frontDoor, dan.email, dan.password)).user.id).toBe(dan.id)
    await until('the film to be back', () => ben.videos.get({ params: { id: before.ofSuspended } }).catch(() => null), { seconds: 60 })
  })
  test('an erasure that was half done goes on to its end', async () => {
    const code = await until('the channel of who leaves to be gone', async () => {
      await house.operator.bringForward('auth-every-minute-call-again', 120)
      const said = (await refusal(ben.channels.get({ params: { idOrHandle: before.ofLeaving } })).catch(() => null))?.code
      return said === 'channel_not_found' && said
    }, { seconds: 120, everyMs: 500 })
    expect(code).toBe('channel_not_found')
  })
  test('what was deleted goes', async () => {
    const { deleted } = before.films
    expect((await refusal(ana.videos.get({ params: { id: deleted } }))).code).toBe('video_not_found')
    expect((await ana.videos.ofChannel({ params: { id: before.channel.id } })).items.map(({ id }) => id)).not.toContain(deleted)
  })
})
