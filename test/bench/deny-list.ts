/** A film that is taken away while somebody watches it: how long until the edge refuses the next segment. */
import { stat } from 'node:fs/promises'
import { joinGroup } from '../../bin/join-group.ts'
import { signIn } from '../../bin/journey/house.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { media } from '../support/media/media.ts'
import { aHouse } from './a-house.ts'
import type { Figure } from './report.ts'

export async function measure(): Promise<Figure[]> {
  const house = await aHouse()
  try {
    const [ana, ben, { email, password }] = await Promise.all([newPerson(house.frontDoor), newPerson(house.frontDoor), newPerson(house.frontDoor)])
    await joinGroup({ endpoint: house.address.endpoint, region: 'us-east-1', credentials: house.address.operator }, { email, group: 'admin', stage: 'local' })
    const ada = await signIn(house.frontDoor, email, password)
    const channel = await ana.channels.create({ body: { handle: 'bench', name: 'Bench' } })
    const file = await media('short-clip')
    const refusedAfter = async (takeAway: (id: string) => Promise<unknown>): Promise<number> => {
      const { video: { id } } = await ana.videos.create({ body: { channelId: channel.id, title: 'Bench', access: 'public', file: { name: 'film.mp4', size: (await stat(file)).size } } })
      await uploadFile(ana, id, file)
      await ana.videos.completeUpload({ params: { id } })
      await until('the film to be ready', async () => (await ana.videos.get({ params: { id } })).posterUrl !== null, { seconds: 120 })
      const { manifestUrl } = await ben.playback.start({ params: { id } })
      const segment = await aSegment(new URL(manifestUrl, house.frontDoor))
      const takenAt = performance.now()
      await takeAway(id)
      await until('the next segment to be refused', async () => (await fetch(segment)).status === 403, { seconds: 90, everyMs: 20 })
      return (performance.now() - takenAt) / 1000
    }
    const promise = { of: 'figure', atMost: 60 } as const
    return [
      { name: 'made private → the next segment is refused', unit: 's', figure: await refusedAfter(id => ana.videos.put({ params: { id }, body: { title: 'Bench', access: 'private' } })), promise, note: 'on AWS a key takes some seconds more to reach every edge' },
      { name: 'deleted → the next segment is refused', unit: 's', figure: await refusedAfter(id => ana.videos.remove({ params: { id } })), promise },
      { name: 'taken back → the next segment is refused', unit: 's', figure: await refusedAfter(id => ana.videos.publish({ params: { id }, body: { state: 'draft' } })), promise },
      // Last: nobody uploads afterwards.
      { name: 'owner suspended → the next segment is refused', unit: 's', figure: await refusedAfter(() => ada.users.suspend({ params: { id: ana.user.id }, body: { reason: 'bench' } })), promise, note: 'one entry for all films of theirs' },
    ]
  } finally {
    await house.stop()
  }
}

/** The first segment of a manifest's first rendition. */
export async function aSegment(manifest: URL): Promise<URL> {
  const uri = (text: string) => text.split('\n').find(line => line !== '' && !line.startsWith('#'))!
  const read = async (address: URL) => {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${address.pathname} answered ${response.status}.`)
    return response.text()
  }
  const playlist = new URL(uri(await read(manifest)), manifest)
  return new URL(uri(await read(playlist)), playlist)
}
