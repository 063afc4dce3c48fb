import { expect, test } from 'vitest'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { aCreator, ended, frontDoor, until, uploaded, type Creator } from '../support/actors.ts'
import { seenThrough } from '../support/media/as-seen.ts'
import type { MediaName } from '../support/media/media.ts'

/** The film when something of it plays for the first time. */
const firstPlayable = async (creator: Creator, id: string) => until(`film ${id} to play`, async () => {
  const film = await creator.videos.get({ params: { id } })
  return film.renditions.length > 0 && film
}, { seconds: 60, everyMs: 30 })

test('an H.264 film plays as it was sent before anything is encoded, and goes on playing when the ladder takes over', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'landscape-360p', { title: 'The long thaw' })
  const early = await firstPlayable(ana, id)
  expect(early).toMatchObject({ processing: 'transcoding', renditions: [{ name: 'source', width: 640, height: 360 }], progress: { stage: 'all-qualities' } })
  const { manifestUrl, dashUrl, moreQualitiesComing } = await ana.playback.start({ params: { id } })
  expect(moreQualitiesComing).toBe(true)
  const ready = await ended(ana, id)
  expect(ready.renditions.map(({ name }) => name)).toEqual(['360p', '240p', '144p'])
  expect(ready.posterUrl).toMatch(/\.jpg$/)
  // Whoever began with the copy sees it to its end.
  const renditions = await watchFilm(frontDoor(), manifestUrl)
  expect(renditions.map(({ kind, name }) => [kind, name])).toEqual([['picture', 'film_source.m3u8'], ['sound', 'film_sound.m3u8']])
  for (const { seconds } of renditions) expect(seconds).toBeCloseTo(4, 1)
  const dash = await fetch(frontDoor() + dashUrl)
  expect(dash.headers.get('content-type')).toBe('application/dash+xml')
  expect(await dash.text()).toContain('film_source_$Number%09d$.cmfv')
})

test('a film as a phone writes it, its header last, with a timecode, notes and edits, plays as it was sent: upright, whole, its sound in time', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'phone-mov')
  expect((await firstPlayable(ana, id)).renditions).toMatchObject([{ name: 'source', width: 320, height: 180 }])
  const { manifestUrl } = await ana.playback.start({ params: { id } })
  const { frames, framesPerSecond, sound, ...picture } = await seenThrough(frontDoor(), manifestUrl)
  expect(picture).toMatchObject({ width: 320, height: 180, brightest: 'top right' })
  expect(frames).toBe(60)
  expect(framesPerSecond).toBeCloseTo(30, 1)
  // A third of a second after the picture, to within the run-up of an encoder.
  expect(sound!.heardFrom).toBeGreaterThan(0.27)
  expect(sound!.heardFrom).toBeLessThan(0.35)
  await ended(ana, id)
})

test.each([
  ['a film shot upright, which not every player would turn', 'portrait-phone', 2],
  ['a film with six channels of sound', 'surround', 1],
  ['a film in another codec', 'webm-vp9', 2],
  ['a film whose key pictures lie too far apart', 'keyframes-apart', 20],
  ['a film written in pieces', 'fragmented', 2],
  ['a film whose middle its owner has cut out without writing it anew', 'cut-by-edits', 2],
] as const)('%s is encoded, its first quality is not its source, and it lasts as long', async (_, file: MediaName, seconds) => {
  const ana = await aCreator()
  const id = await uploaded(ana, file)
  const early = await firstPlayable(ana, id)
  expect(early.renditions.map(({ name }) => name)).not.toContain('source')
  const ready = await ended(ana, id)
  expect(ready.processing).toBe('ready')
  expect(Math.abs(ready.durationSeconds! - seconds)).toBeLessThan(0.1)
})

test('a film that is deleted while it is being copied stays deleted', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'landscape-360p')
  await ana.videos.remove({ params: { id } })
  await expect(ana.videos.get({ params: { id } })).rejects.toMatchObject({ status: 404 })
  expect((await ana.videos.ofChannel({ params: { id: ana.channel.id } })).items).toEqual([])
})
