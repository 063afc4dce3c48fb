/** Whoever leaves is erased whole, wherever on the way a function is killed. The points are read off a clean run, so that new steps join by themselves. */
import { ScanCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Point } from '../../local/faults/faults.ts'
import type { SignedIn } from '../../bin/journey/house.ts'
import { pseudonym } from '../../functions/platform/shared-keys.ts'
import { aCreator, aFilm, aStaffMember, joins, mailsTo, until, watched, type Creator } from '../support/actors.ts'
import { changesSomething } from '../support/kill-matrix.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { aPng } from '../support/pictures.ts'
import { ApiProblem } from '../../functions/platform/contract-client.ts'
import type { Video } from '../../functions/videos/contract.ts'

let house: OwnHouse, ada: SignedIn, staying: Creator[], film: Video, tables: string[], buckets: string[]
let documents: DynamoDBDocumentClient, s3: S3Client
let somebodies = 0
beforeAll(async () => {
  house = await ownHouse()
  ada = await aStaffMember('admin', 'Ada Admin', house.frontDoor, house.operator)
  staying = await Promise.all(['Ben', 'Bea', 'Bo'].map(name => aCreator(`${name} Staying`, house.frontDoor)))
  film = await aFilm(staying[0]!, { file: 'tiny-clip' })
  const named = async (view: string) => ((await house.operator.see(view)) as { items: { name: string }[] }).items.map(({ name }) => name);
  [tables, buckets] = await Promise.all([named('tables'), named('buckets')]) as [string[], string[]]
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(house.operator.client))
  s3 = new S3Client({ ...house.operator.client, forcePathStyle: true })
})
afterAll(async () => {
  documents?.destroy()
  s3?.destroy()
  await house.close()
})

/** Somebody of whom the house keeps one of everything: a channel, a film, captions, a face, a place in a team, follows both ways, a view. */
async function somebody(): Promise<{ ana: Creator; videoId: string; pictureId: string }> {
  const ana = await aCreator('Ana Leaving', house.frontDoor)
  const { video: { id: videoId } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Going', access: 'public', file: { name: 'x.mp4', size: 10 } } })
  await ana.videos.putCaptions({ params: { id: videoId, language: 'en' }, body: { content: 'WEBVTT\n\n00:00.000 --> 00:01.000\nGoodbye\n' } })
  const { id: pictureId } = await ana.pictures.make({ query: { purpose: 'face' }, body: aPng(64, 64), headers: { 'content-type': 'image/png' } })
  await ana.auth.putFace({ body: { pictureId } })
  // By turns: nobody may invite more than fifty people a day.
  const ben = staying[somebodies++ % staying.length]!
  await joins(ben, ana)
  const { id } = ben.channel
  await ana.channels.follow({ params: { id } })
  await ben.channels.follow({ params: { id: ana.channel.id } })
  await watched(ana, film)
  return { ana, videoId, pictureId }
}

/** Leaves, asking again while the house fails, and waits until the trail says that they are erased. */
async function leaves(ana: Creator): Promise<void> {
  await until('the answer to leaving', async () => {
    try {
      await ana.auth.eraseAccount({ body: { password: ana.password } })
      return true
    } catch (problem) {
      // Asked for by an attempt that was killed before it could answer: they are out already.
      if (problem instanceof ApiProblem && (problem.status === 401 || problem.code === 'suspended')) return true
      if (problem instanceof ApiProblem && (problem.status >= 500 || problem.status === 0)) return false
      throw problem
    }
  }, { seconds: 60, everyMs: 500 })
  let minutes = 0
  await until(`${ana.user.id} to be erased`, async () => {
    await house.operator.bringForward('auth-every-minute-call-again', ++minutes * 61)
    await house.operator.bringForward('users-every-minute-settle', minutes * 61)
    return (await ada.audit.list({ query: { subject: ana.user.id } })).items.some(({ action }) => action === 'user.erased')
  }, { seconds: 150, everyMs: 3000 })
}

/** What the house still knows of somebody, but for the trail, and for what ends by itself within the hour. */
async function leftOf(names: readonly string[]): Promise<string[]> {
  const left: string[] = []
  for (const TableName of tables) for (let ExclusiveStartKey: Record<string, unknown> | undefined, more = true; more;) {
    const page = await documents.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }))
    for (const item of page.Items ?? []) {
      // What remains to be looked at of a film that is gone is told by ids that say nothing about anybody.
      const passing = (typeof item.expiresAt === 'number' && item.expiresAt < Date.now() / 1000 + 3600) || item.sk === 'REMAINS'
      if (!passing && !String(item.pk).startsWith('AUDIT#') && names.some(name => JSON.stringify(item).includes(name))) left.push(`${item.pk} ${item.sk}`)
    }
    ExclusiveStartKey = page.LastEvaluatedKey
    more = ExclusiveStartKey !== undefined
  }
  for (const Bucket of buckets) for (const { Key } of (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []) if (names.some(name => Key!.includes(name))) left.push(`${Bucket} ${Key}`)
  return left
}

/** One person who leaves, and what became of that; undefined when all of it is right. `point`: where a function is killed, right after the call. */
async function outcome(point?: Point & { readonly phase: 'asking' | 'erasing' }): Promise<{ struck: boolean; trouble?: string; points: (Point & { phase: 'asking' | 'erasing' })[] }> {
  const { ana, videoId, pictureId } = await somebody()
  const about = { asking: ana.password, erasing: ana.user.id }
  await Promise.all(Object.values(about).map(text => house.operator.watch(text)))
  if (point) await house.operator.inject({ about: about[point.phase], function: point.function, operation: point.operation, nth: point.nth, strike: 'kill-after' })
  const trouble = await (async () => {
    await leaves(ana)
    const names = [ana.user.id, ana.email, pseudonym(ana.user.id), ana.channel.id, videoId, pictureId]
    // The film's own objects and item go by the pipeline's next look.
    let left: string[] = []
    await until(`nothing of ${ana.user.id} to be left`, async () => {
      await house.operator.reconcileAfter(0)
      // As many minutes ahead as the erasure may have been brought.
      await house.operator.bringForward('notices-every-minute-mail', 2 * 3600)
      left = await leftOf(names)
      return left.length === 0
    }, { seconds: 60, everyMs: 2000 }).catch((problem: Error) => { throw new Error(`${problem.message} ${left.join(', ')}`) })
    const last = (await mailsTo(ana.email, house.frontDoor)).filter(({ subject }) => /account is gone/.test(subject)).length
    if (last !== 1) throw new Error(`${ana.user.id} got ${last} last mails`)
  })().then(() => undefined, (problem: Error) => problem.message)
  const points = await Promise.all((['asking', 'erasing'] as const).map(async phase => (await house.operator.watched(about[phase])).filter(changesSomething).map(found => ({ ...found, phase }))))
  const struck = (await house.operator.faults()).some(({ fault, struck: times }) => point !== undefined && fault.about === about[point.phase] && times > 0)
  return { struck, points: points.flat(), ...(trouble !== undefined && { trouble }) }
}

test('a person is erased whole wherever a function is killed after a call that changed something', async () => {
  const clean = await outcome()
  expect(clean.trouble).toBeUndefined()
  expect([...new Set(clean.points.map(({ function: name }) => name.replace('playhouse-local-', '')))]).toEqual(expect.arrayContaining(['auth-api', 'videos-on-erasure-films', 'channels-on-erasure-channels', 'playback-on-erasure-history', 'auth-on-erasure-account']))
  const left = [...clean.points]
  const found: string[] = []
  let struck = 0
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let point = left.shift(); point; point = left.shift()) {
      const { trouble, struck: itStruck } = await outcome(point)
      if (itStruck) struck++
      if (trouble) found.push(`${point.phase}: ${point.function} ${point.operation} ${point.nth}: ${trouble}`)
    }
  }))
  console.log(`${clean.points.length} points, ${struck} struck, ${found.length} in trouble`)
  expect(found).toEqual([])
  expect(struck).toBeGreaterThan(clean.points.length * 0.7)
}, 900_000)
