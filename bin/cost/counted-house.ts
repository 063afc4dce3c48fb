/** Counts what one upload and one view use, by doing them on a local cloud of their own. */
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { secondsForView } from '../../functions/playback/what-is-a-view.ts'
import type { HouseAddress } from '../../test/support/house-process.ts'
import { operatorOf } from '../../test/support/operator.ts'
import type { SignedIn } from '../journey/house.ts'
import { newPerson } from '../journey/new-person.ts'
import { until } from '../journey/until.ts'
import { uploadFile } from '../journey/upload-file.ts'
import { between, sum, times, type Usage } from './price-of-usage.ts'

export interface Counted {
  /** One upload of the given file, to the end of its last job. */
  readonly upload: Usage
  /** What opening a film and starting it use, signed in. */
  readonly opening: Usage
  readonly heartbeat: Usage
  /** What a heartbeat uses more that makes a viewing a view, until the film's number shows it. */
  readonly view: Usage
}

/** How often the small ones are done; once before it counts, so that functions are as warm as they usually are. */
const rounds = 20

/** Views are counted for browsers alone. */
const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36' }

export async function countOperations(house: HouseAddress, file: string): Promise<Counted> {
  const base = house.frontDoor
  const read = async () => (await (await fetch(`${base}/_local/usage.json`)).json()) as Usage
  const [ana, ben] = await Promise.all([newPerson(base, { displayName: 'Ana' }), newPerson(base, { displayName: 'Ben' })])
  const channel = await ana.channels.create({ body: { handle: `cost-${randomBytes(5).toString('hex')}`, name: 'Cost', description: '' } })
  const counted = async <T>(run: () => Promise<T>): Promise<{ result: T; usage: Usage }> => {
    await atRest(base)
    const before = await read()
    const result = await run()
    await atRest(base)
    return { result, usage: between(before, await read()) }
  }

  const upload = await counted(async () => {
    const { video } = await ana.videos.create({ body: { channelId: channel.id, title: 'Cost', access: 'public', file: { name: 'film.mp4', size: (await stat(file)).size, type: 'video/mp4' } } })
    await uploadFile(ana, video.id, file)
    await ana.videos.completeUpload({ params: { id: video.id } })
    await until('both jobs to end', async () => {
      const { items } = await (await fetch(`${base}/_local/jobs.json`)).json() as { items: { status: string; userMetadata: { videoId?: string; kind?: string } }[] }
      return items.some(({ status, userMetadata }) => status === 'COMPLETE' && userMetadata.videoId === video.id && userMetadata.kind === 'ladder')
    }, { seconds: 180 })
    return video.id
  })
  const id = upload.result
  await until('the film to be ready', async () => (await ana.videos.get({ params: { id } })).processing === 'ready', { seconds: 60 })
  const open = async () => {
    await ben.videos.get({ params: { id } })
    return ben.playback.start({ params: { id }, headers })
  }
  const { sessionId } = await open()
  await ben.playback.heartbeat({ params: { sessionId }, headers, body: { position: 0, playing: true } })
  const opening = await counted(async () => { for (let round = 0; round < rounds; round++) await open() })
  const beats = await counted(async () => {
    for (let round = 0; round < rounds; round++) await ben.playback.heartbeat({ params: { sessionId }, headers, body: { position: round / 1000, playing: true } })
  })
  const heartbeat = times(beats.usage, 1 / rounds)
  const viewing = await counted(await manyViewings(house, id))
  return { upload: unseen(upload.usage), opening: unseen(times(opening.usage, 1 / rounds)), heartbeat: unseen(heartbeat), view: unseen(between(heartbeat, times(viewing.usage, 1 / rounds))) }
}

/** As many people as there are rounds have watched as much as makes a view. What is answered lets them tell so, and waits until their views are in the film's number. */
async function manyViewings(house: HouseAddress, id: string): Promise<() => Promise<void>> {
  const people: SignedIn[] = []
  // One after the other: a machine that is busy with passwords measures those.
  for (let number = 0; number < rounds; number++) people.push(await newPerson(house.frontDoor, { displayName: `Viewer ${number}` }))
  const sessions = await Promise.all(people.map(async person => ({ person, ...await person.playback.start({ params: { id }, headers }) })))
  const { durationSeconds, views } = await people[0]!.videos.get({ params: { id } })
  await pause(secondsForView(durationSeconds!) * 1000)
  return async () => {
    for (const { person, sessionId } of sessions) await person.playback.heartbeat({ params: { sessionId }, headers, body: { position: durationSeconds!, playing: true } })
    await operatorOf(house).bringForward('playback-every-minute-count-views')
    await until('the views to be counted', async () => (await people[0]!.videos.get({ params: { id } })).views >= views + rounds, { seconds: 60 })
  }
}

/** Waits until nothing is queued or being worked on. The page's own requests are not counted as anybody's. */
async function atRest(base: string): Promise<void> {
  let quiet = 0
  await until('the house to rest', async () => {
    const { items } = await (await fetch(`${base}/_local/queues.json`)).json() as { items: { name: string; visible: number; inFlight: number; delayed: number }[] }
    quiet = items.every(({ visible, inFlight, delayed }) => visible + inFlight + delayed === 0) ? quiet + 1 : 0
    return quiet >= 6
  }, { seconds: 120 })
}

/** What AWS bills and the local cloud does not do: the firewall's look, traces, and the lines that the services log themselves. */
const unseen = (usage: Usage): Usage => sum(usage, {
  'firewall.requests': usage['cloudfront.requests'] ?? 0,
  // X-Ray samples one request in twenty, beyond the first of each second.
  'xray.traces': 0.05 * (usage['httpapi.requests'] ?? 0),
  // About 300 bytes of access log per request; 500 of Lambda's own report per invocation.
  'logs.bytes': 300 * (usage['httpapi.requests'] ?? 0) + 500 * (usage['lambda.requests'] ?? 0),
})
