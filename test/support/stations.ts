/**
 * What a creator does to a film that plays, one station for each, so that each can be struck by itself. Every station asks
 * again while the house fails, sees that what was wished has come true for everybody, and may be gone through many times.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { house as houseAt, signIn, type House } from '../../bin/journey/house.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import type { Creator } from './actors.ts'
import { takeToReady } from './kill-matrix.ts'
import type { Operator } from './operator.ts'
import { patiently } from './patiently.ts'

/** Somebody with one film, public and ready. */
export interface Subject { creator: Creator; readonly id: string; /** How often a station was gone through: so that each time wishes something else. */ turn: number }

export interface Station {
  readonly name: string
  /** What the calls are about that functions make on its behalf. */
  about(subject: Subject): readonly string[]
  pass(subject: Subject): Promise<void>
  /** Can be gone through once only. */
  readonly isLast?: true
}

export interface Stage { readonly operator: Operator; readonly frontDoor: string; readonly admin: House; /** A short film's file. */ readonly file: string }

/** The next try does it. */
const whileItIsOut = () => undefined
const patience = { seconds: 60, everyMs: 300 }
/** In its zone, to the second. */
const wallClockIn = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)

export function stations({ operator, frontDoor, admin, file }: Stage): Station[] {
  const stranger = houseAt({ base: frontDoor })
  const own = ({ creator, id }: Subject) => patiently(() => creator.videos.get({ params: { id } }))
  const aboutFilm = ({ id }: Subject) => [id]
  const exists = async ({ id }: Subject) => await patiently(() => stranger.videos.get({ params: { id } }), ['video_not_found']) !== null
  /** The address that plays for anybody, once everything of it does. */
  const plays = ({ id }: Subject) => until(`film ${id} to play for anybody`, async () => {
    const answer = await patiently(() => stranger.playback.start({ params: { id } }), ['video_not_found', 'private', 'not_ready'])
    return answer && await watchFilm(frontDoor, answer.manifestUrl).then(() => answer.manifestUrl, () => null)
  }, patience)
  const status = (address: string) => fetch(frontDoor + address).then(answer => answer.status, () => 0)
  const isShut = (address: string, what: string) => until(`the edge to refuse ${what}`, async () => await status(address) === 403, patience)
  const isListed = async ({ creator, id }: Subject) => (await patiently(() => stranger.videos.browse({ query: { channelId: creator.channel.id } }))).items.filter(card => card.id === id)
  const isListedOnce = async (subject: Subject, title?: string) => {
    await until(`film ${subject.id} to stand in the lists`, async () => {
      const cards = await isListed(subject)
      const [card] = cards
      return cards.length === 1 && (title === undefined || card!.title === title) && card!.posterUrl !== null && await status(card!.posterUrl) === 200
    }, patience)
  }
  const isSeenByNobody = (subject: Subject) => until(`film ${subject.id} to be seen by nobody`, async () => !await exists(subject) && (await isListed(subject)).length === 0, patience)
  /** Wakes the reconciler about this film alone, as its own event does. */
  const wake = async (id: string) => {
    const queue = (await operator.queues()).find(({ name }) => name.includes('VideoAsked') && !name.includes('DeadLetters'))!
    await operator.send(queue.url, { id: 'test', source: 'playhouse.videos', 'detail-type': 'video.asked', time: new Date().toISOString(), detail: { id } })
  }

  return [
    {
      name: 'replace', about: aboutFilm,
      async pass(subject) {
        const { creator, id } = subject
        const name = `${subject.turn}-${basename(file)}`
        const params = { id }
        const { size } = await stat(file)
        await patiently(() => creator.videos.replace({ params, body: { file: { name, size } } }), ['replacement_under_way'])
        await patiently(() => uploadFile(creator, id, file))
        await patiently(() => creator.videos.completeUpload({ params }))
        await until(`the other file of ${id} to take its place`, async () => {
          const { replacement, file: current, storyboard } = await own(subject)
          if (replacement?.processing === 'failed') throw new Error(`The other file failed: ${replacement.progress?.reason?.code}`)
          return replacement === null && current?.name === name && storyboard !== 'coming'
        }, patience)
        await plays(subject)
        await isListedOnce(subject)
      },
    },
    {
      name: 'thumbnail', about: aboutFilm,
      async pass(subject) {
        const { creator, id } = subject
        const at = (subject.turn % 30) / 100
        await patiently(() => creator.videos.chooseThumbnail({ params: { id }, body: { from: 'frame', at } }))
        await until(`the frame of ${id} to stand for it`, async () => {
          const { making, items } = await patiently(() => creator.videos.thumbnails({ params: { id } }))
          if (making?.failed) throw new Error('The frame could not be taken.')
          return making === null && items.some(item => item.from === 'frame' && item.at === at && item.chosen)
        }, patience)
        await isListedOnce(subject)
      },
    },
    {
      name: 'captions', about: aboutFilm,
      async pass({ creator, id, turn }) {
        const params = { id, language: 'en' }
        const words = `Said in turn ${turn}`
        await patiently(() => creator.videos.putCaptions({ params, body: { content: `WEBVTT\n\n00:00.000 --> 00:01.000\n${words}\n` } }))
        const { captions } = await patiently(() => stranger.playback.start({ params: { id } }))
        const [said] = await Promise.all(captions.map(({ url }) => patiently(async () => (await fetch(frontDoor + url)).text())))
        if (captions.length !== 1 || !said!.includes(words)) throw new Error(`The captions say ${said}`)
        await patiently(() => creator.videos.removeCaptions({ params }), ['captions_not_found'])
        if ((await patiently(() => creator.videos.captions({ params: { id } }))).items.length > 0) throw new Error('There still are captions.')
      },
    },
    {
      name: 'edit', about: aboutFilm,
      async pass(subject) {
        const title = `Turn ${subject.turn} of ${subject.id}`
        await patiently(() => subject.creator.videos.put({ params: { id: subject.id }, body: { title, access: 'public' } }))
        await isListedOnce(subject, title)
      },
    },
    {
      name: 'take back, then publish at a time', about: aboutFilm,
      async pass(subject) {
        const { creator, id } = subject
        const params = { id }
        const address = await plays(subject)
        await patiently(() => creator.videos.publish({ params, body: { state: 'draft' } }))
        await isShut(address, 'a film that was taken back')
        await isSeenByNobody(subject)
        // Said anew with each try: what was a moment ahead may have passed.
        await patiently(() => creator.videos.publish({ params, body: { state: 'scheduled', at: wallClockIn(2), zone: 'UTC' } }))
        await until(`film ${id} to open`, async () => {
          await wake(id).catch(whileItIsOut)
          return exists(subject)
        }, { seconds: 60, everyMs: 1000 })
        await plays(subject)
        await isListedOnce(subject)
      },
    },
    {
      name: 'suspended and reinstated', about: ({ creator, id }) => [creator.user.id, id],
      async pass(subject) {
        const { creator } = subject
        const decision = { params: { id: creator.user.id }, body: { reason: 'As a test wants it.' } }
        const settled = (what: string, is: () => Promise<unknown>) => until(what, async () => {
          if (await is()) return true
          await operator.bringForward('users-every-minute-settle', 60).catch(whileItIsOut)
          return false
        }, { seconds: 60, everyMs: 1000 })
        const address = await plays(subject)
        await patiently(() => admin.users.suspend(decision))
        await settled('the edge to refuse a suspended person\'s film', async () => await status(address) === 403)
        await settled('their film to be hidden', async () => !await exists(subject) && (await isListed(subject)).length === 0)
        await patiently(() => admin.users.reinstate(decision))
        await settled('their film to be back', () => exists(subject))
        await plays(subject)
        await settled('them to be let in again, and see their own pictures', async () => {
          const back = await patiently(() => signIn(frontDoor, creator.email, creator.password), ['wrong_credentials'])
          if (!back) return false
          subject.creator = { ...back, channel: creator.channel }
          const { items: [picture] } = await patiently(() => back.videos.thumbnails({ params: { id: subject.id } }))
          return await status(picture!.url) === 200
        })
        await isListedOnce(subject)
      },
    },
    {
      name: 'delete', about: aboutFilm, isLast: true,
      async pass(subject) {
        const { creator, id } = subject
        const address = await plays(subject)
        await patiently(() => creator.videos.remove({ params: { id } }), ['video_not_found'])
        await isShut(address, 'a deleted film')
        await isSeenByNobody(subject)
        await until(`film ${id} to be swept away`, async () => {
          await wake(id).catch(whileItIsOut)
          return await patiently(() => admin.videos.staffGet({ params: { id } }), ['video_not_found']) === null
        }, { seconds: 60, everyMs: 2000 })
      },
    },
  ]
}

/** A creator's film, ready to be sent from station to station. */
export const aSubject = async (creator: Creator, { operator, frontDoor, file }: Omit<Stage, 'admin'>): Promise<Subject> =>
  ({ creator, id: await takeToReady({ creator, operator, frontDoor, file }), turn: 0 })
