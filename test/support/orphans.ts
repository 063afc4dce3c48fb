/** What lies about in a house and belongs to nobody: what a kill may leave behind, and must not for long. */
import { ListMultipartUploadsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import type { House } from '../../bin/journey/house.ts'
import { until } from '../../bin/journey/until.ts'
import type { Creator } from './actors.ts'
import type { Operator } from './operator.ts'
import { isDead, workedOff } from './set-aside.ts'

/** Until nothing is on its way any more: no message, no job. What nobody could work off stays and is told. */
export async function atRest(operator: Operator): Promise<void> {
  await until('the jobs to end', async () => (await openJobs(operator)).length === 0, { seconds: 60 })
  await workedOff(operator)
}

/** A day later, when every address that was given out has expired: throws what lies about that nobody will use. */
export async function nothingLiesAbout(operator: Operator, admin: House, films: Parameters<typeof orphans>[2]): Promise<void> {
  await atRest(operator)
  let found: string[] = []
  await until('nothing to lie about', async () => {
    await operator.reconcileAfter(24 * 3600)
    found = await orphans(operator, admin, films)
    return found.length === 0
  }, { everyMs: 1000 }).catch(() => { throw new Error(`There lie about: ${found.join(', ')}`) })
}

/**
 * What nobody will ever use, of films that are ready and at rest, when every address that was given out has expired.
 * Captions and uploads that a crash cut off before the film knew of them stay until the film goes, or the bucket's
 * lifecycle comes: of these only `leftOfFilms` tells.
 */
async function orphans(operator: Operator, admin: House, films: readonly { readonly creator: Creator; readonly id: string }[]): Promise<string[]> {
  const { objects } = await everything(operator)
  const found: string[] = []
  for (const { creator, id } of films) {
    const { manifestUrl } = await creator.playback.start({ params: { id } })
    const published = /v\/vid_[^/]+\/[^/]+\//.exec(manifestUrl)![0]
    const outputs = objects.filter(key => key.startsWith(`v/${id}/`) && !key.startsWith(published) && !key.startsWith(`v/${id}/captions/`) && !isPictureOf(id, key))
    const frames = outputs.filter(key => key.startsWith(`v/${id}/thumbnails/`))
    found.push(...outputs.filter(key => !frames.includes(key)), ...frames.slice(1))
    found.push(...objects.filter(key => key.startsWith(`uploads/${id}/`)).slice(1))
  }
  const posters = await postersOfAll(admin)
  return [...found, ...objects.filter(key => key.startsWith('i/') && !posters.has(key)), ...await deadLetters(operator), ...await openJobs(operator)]
}

/** Whatever there still is of films that have gone, open uploads included. */
export async function leftOfFilms(operator: Operator, ids: readonly string[]): Promise<string[]> {
  const { objects, uploads } = await everything(operator)
  return [...objects, ...uploads].filter(key => ids.some(id => key.includes(id)))
}

/** What a first job took stays: the film's poster is one of these. */
const isPictureOf = (id: string, key: string) => key.startsWith(`v/${id}/`) && /-first\/poster\./.test(key)

/** Messages that nobody could work off. */
const deadLetters = async (operator: Operator) => (await operator.queues()).flatMap(({ name, visible, inFlight }) => (isDead(name) && visible + inFlight > 0 ? [`${visible + inFlight} in ${name}`] : []))

const openJobs = async (operator: Operator) => ((await operator.see('jobs')) as { items: { id: string; status: string }[] }).items.flatMap(({ id, status }) => (/COMPLETE|CANCELED|ERROR/.test(status) ? [] : [`job ${id} ${status}`]))

/** Keys of the public posters that films of this house stand under. */
async function postersOfAll(admin: House): Promise<Set<string>> {
  const posters = new Set<string>()
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await admin.videos.staffList({ query: { limit: 100, cursor } })
    for (const { posterUrl } of items) if (posterUrl) posters.add(posterUrl.slice(1))
    cursor = nextCursor ?? undefined
  } while (cursor)
  return posters
}

async function everything(operator: Operator): Promise<{ objects: string[]; uploads: string[] }> {
  const s3 = new S3Client({ ...operator.client, forcePathStyle: true })
  try {
    const { items } = await operator.see('buckets') as { items: { name: string }[] }
    const found = { objects: [] as string[], uploads: [] as string[] }
    for (const { name: Bucket } of items) {
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) found.objects.push(...Contents.map(({ Key }) => Key!))
      for (const { Key } of (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []) found.uploads.push(Key!)
    }
    return found
  } finally {
    s3.destroy()
  }
}
