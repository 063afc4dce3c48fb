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
  before = JSON.parse(gunzipSync(await readFile(join(import.meta.dirname, '../upgrade/release-40aa47e.json.gz'))).toString()) as Furnished
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
  test('what was deleted goes', async () => {
    const { deleted } = before.films
    expect((await refusal(ana.videos.get({ params: { id: deleted } }))).code).toBe('video_not_found')
    expect((await ana.videos.ofChannel({ params: { id: before.channel.id } })).items.map(({ id }) => id)).not.toContain(deleted)
  })
})
