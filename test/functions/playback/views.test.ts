import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../functions/platform/ids.ts'
import { filmKey } from '../../../functions/platform/shared-film.ts'
import { viewsPartition } from '../../../functions/platform/shared-keys.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { countViews } from '../../../functions/playback/count-views.ts'
import { viewShards, viewStore, type ViewKey } from '../../../functions/playback/view-store.ts'
import { householdOf, visitorAt } from '../../../functions/playback/visitor.ts'
import { visitorSalt } from '../../../functions/playback/visitor-salt.ts'
import { showViews } from '../../../functions/videos/listing/show-views.ts'
import { videoStore } from '../../../functions/videos/video-store.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { aFilm, at } from '../videos/a-film.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => { tables = await startLocalTables() })
afterAll(() => tables.stop())

const later = (hours: number) => new Date(at.getTime() + hours * 3600_000)
const claim = (viewer: string, videoId: string, when = at) => viewStore.claim({ viewer, videoId, signedIn: true, watched: 30 }, when)
const farOff = new Date(at.getTime() + 3600_000)
const count = (views: Pick<typeof viewStore, 'pending' | 'count'> = viewStore) => countViews({ views, now: () => at }, farOff)
const numberOf = async (videoId: string) => (await documentClient.send(new GetCommand({ TableName: 'platform', Key: { pk: `VIDEO#${videoId}`, sk: 'VIEWS' }, ConsistentRead: true }))).Item?.views as number | undefined

describe('a view', () => {
  test('counts once for a viewer within 24 hours, however many come at once', async () => {
    const [film, ben] = [newId('vid'), newId('usr')]
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => claim(ben, film)))
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect(await claim(ben, film, later(23.9))).toBe(false)
    expect(await claim(ben, film, later(24))).toBe(true)
    expect(await claim(newId('usr'), film)).toBe(true)
    expect(await claim(ben, newId('vid'))).toBe(true)
  })
  test('of somebody signed out counts while there is room at their address: five a film in 24 hours, whatever their browsers call themselves', async () => {
    const [film, salt] = [newId('vid'), newId('salt')]
    const from = (address: string, browser: number) => visitorAt({ address, userAgent: `Browser ${browser}` }, salt)
    const claimed = async (when: Date, ...visitors: string[]) => (await Promise.all(visitors.map(visitor => viewStore.claim({ viewer: visitor, videoId: film, signedIn: false, watched: 30 }, when)))).filter(Boolean).length
    expect(await claimed(at, ...Array.from({ length: 12 }, (_, browser) => from('ip:192.0.2.1', browser)))).toBe(5)
    expect(await claimed(later(23.9), from('ip:192.0.2.1', 99))).toBe(0)
    expect(await claimed(at, from('ip:192.0.2.2', 1), newId('usr'))).toBe(2)
    expect(await claimed(later(24), ...Array.from({ length: 12 }, (_, browser) => from('ip:192.0.2.1', browser)))).toBe(5)
  })
  test('of somebody signed out is theirs before and after a rotation: their name hangs on what never rotates', async () => {
    const salts = await Promise.all([visitorSalt(), visitorSalt()])
    expect(new Set(salts).size).toBe(1)
    const { Item } = await documentClient.send(new GetCommand({ TableName: 'hot', Key: { pk: 'VISITORS', sk: 'SALT' } }))
    expect(Item).toEqual({ pk: 'VISITORS', sk: 'SALT', salt: salts[0] })
    const visitor = visitorAt({ address: 'ip:192.0.2.1', userAgent: 'Browser' }, salts[0]!)
    expect(visitor).not.toContain('192.0.2.1')
    expect([householdOf(visitor), householdOf(newId('usr'))]).toEqual([householdOf(visitorAt({ address: 'ip:192.0.2.1', userAgent: 'Another' }, salts[0]!)), null])
  })
  test('is kept as it was, under a name that leads to nobody', async () => {
    const [film, ben] = [newId('vid'), newId('usr')]
    await claim(ben, film)
    const pages = await Promise.all(Array.from({ length: viewShards }, (_, shard) => viewStore.pending(shard)))
    const { key } = pages.flatMap(page => page.views).find(view => view.videoId === film)!
    const { Item } = await documentClient.send(new GetCommand({ TableName: 'hot', Key: key }))
    expect(Item).toMatchObject({ videoId: film, signedIn: true, watched: 30, viewedAt: at.toISOString() })
    expect(JSON.stringify(Item)).not.toContain(ben)
  })
  test('goes with the person who is erased, and their next one would count anew; nobody else\'s goes', async () => {
    const [ben, cem] = [newId('usr'), newId('usr')]
    const films = Array.from({ length: 15 }, () => newId('vid'))
    await Promise.all(films.flatMap(film => [claim(ben, film), claim(cem, film)]))
    await count()
    const kept = async (viewer: string) => (await documentClient.send(new QueryCommand({ TableName: 'hot', KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': viewsPartition(viewer) } }))).Items!.length
    expect([await kept(ben), await kept(cem)]).toEqual([15, 15])
    await viewStore.forgetAll(ben)
    await viewStore.forgetAll(ben)
    expect([await kept(ben), await kept(cem)]).toEqual([0, 15])
    expect(await numberOf(films[0]!)).toBe(2)
    expect([await claim(ben, films[0]!), await claim(cem, films[0]!)]).toEqual([true, false])
  })
  test('that is erased while it is being counted keeps no other from counting', async () => {
    const [film, ben, cem] = [newId('vid'), newId('usr'), newId('usr')]
    await Promise.all([claim(ben, film), claim(cem, film)])
    const pages = await Promise.all(Array.from({ length: viewShards }, (_, shard) => viewStore.pending(shard)))
    const keys = pages.flatMap(page => page.views).filter(view => view.videoId === film).map(({ key }) => key)
    await viewStore.forgetAll(ben)
    expect(await viewStore.count(film, keys, at)).toBe(1)
    expect(await numberOf(film)).toBe(1)
  })
})

describe('the number of a film', () => {
  test('holds every view once, also when two runs count at the same time and one is cut off', async () => {
    const [film, other] = [newId('vid'), newId('vid')]
    await Promise.all([...Array.from({ length: 60 }, () => claim(newId('usr'), film)), ...Array.from({ length: 5 }, () => claim(newId('usr'), other))])
    let calls = 0
    const cutOff = { pending: viewStore.pending, count: async (...given: Parameters<typeof viewStore.count>) => {
      if (++calls > 1) throw new Error('cut off')
      return viewStore.count(...given)
    } }
    await count(cutOff).catch(() => 0)
    await Promise.all([count(), count()])
    expect(await numberOf(film)).toBe(60)
    expect(await numberOf(other)).toBe(5)
    await count()
    expect(await numberOf(film)).toBe(60)
  })
  test('is written once for up to 99 views', async () => {
    const film = newId('vid')
    const keys: ViewKey[] = []
    await Promise.all(Array.from({ length: 40 }, () => claim(newId('usr'), film)))
    for (let shard = 0; shard < viewShards; shard++) keys.push(...(await viewStore.pending(shard)).views.filter(view => view.videoId === film).map(({ key }) => key))
    expect(await viewStore.count(film, keys, at)).toBe(40)
    // The index may still show them: they are left out.
    await claim(newId('usr'), film)
    const fresh = (await Promise.all(Array.from({ length: viewShards }, (_, shard) => viewStore.pending(shard)))).flatMap(page => page.views).filter(view => view.videoId === film)
    expect(await viewStore.count(film, [...keys.slice(0, 10), ...fresh.map(({ key }) => key)], at)).toBe(1)
    const { Item } = await documentClient.send(new GetCommand({ TableName: 'platform', Key: { pk: `VIDEO#${film}`, sk: 'VIEWS' } }))
    expect(Item).toMatchObject({ entity: 'ViewTally', videoId: film, views: 41, version: 2 })
  })
  test('waits for the next run when the time is over', async () => {
    const film = newId('vid')
    await claim(newId('usr'), film)
    expect(await countViews({ views: viewStore, now: () => at }, at)).toBe(0)
    await count()
    expect(await numberOf(film)).toBe(1)
  })
})

describe('what a film shows', () => {
  const store = videoStore({ undoWindowSeconds: 600, now: () => at })
  const listed = () => aFilm({ id: newId('vid'), upload: null, processing: 'ready', published: { kind: 'ladder', prefix: 'v/x/', rungs: [] }, publishedAt: at.toISOString(), category: `c${newId('x').slice(2, 12)}` })
  const listOf = async (category: string) => (await store.browse(category, 'popular', { limit: 10 })).items.map(({ id, card }) => [id, card.views])

  test('is its number, in the lists too, where the most viewed come first; older news changes nothing', async () => {
    const one = listed()
    const two = { ...listed(), category: one.category }
    await store.create(one)
    await store.create(two)
    await showViews(two.id, 7)
    await showViews(one.id, 12)
    await showViews(one.id, 9)
    expect(await store.find(one.id)).toMatchObject({ views: 12, version: 1 })
    expect(await listOf(one.category)).toEqual([[one.id, 12], [two.id, 7]])
  })
  test('survives an edit at the same moment, and the edit survives it', async () => {
    const film = listed()
    await store.create(film)
    await Promise.all([
      ...Array.from({ length: 5 }, (_, n) => showViews(film.id, (n + 1) * 10)),
      ...['a', 'b', 'c'].map(tag => store.change(film.id, now => ({ ...now, tags: [...now.tags, tag] }))),
    ])
    const after = (await store.find(film.id))!
    expect(after.views).toBe(50)
    expect([...after.tags].sort()).toEqual(['a', 'b', 'c'])
    await showViews(film.id, 50)
    expect(await listOf(film.category)).toEqual([[film.id, 50]])
  })
  test('is made good in the lists when the run before was cut off after the film', async () => {
    const film = listed()
    await store.create(film)
    await documentClient.send(new UpdateCommand({ TableName: 'platform', Key: filmKey(film.id), UpdateExpression: 'SET #v = :v', ExpressionAttributeNames: { '#v': 'views' }, ExpressionAttributeValues: { ':v': 3 } }))
    expect(await listOf(film.category)).toEqual([[film.id, 0]])
    await showViews(film.id, 3)
    expect(await listOf(film.category)).toEqual([[film.id, 3]])
  })
  test('is of no interest once the film is gone', async () => {
    const id = newId('vid')
    await showViews(id, 5)
    expect(await store.find(id)).toBeNull()
  })
  test('is nothing in the lists while it is private', async () => {
    const film = { ...listed(), access: 'private' as const }
    await store.create(film)
    await showViews(film.id, 5)
    expect(await listOf(film.category)).toEqual([])
    const { Count } = await documentClient.send(new QueryCommand({ TableName: 'platform', KeyConditionExpression: 'pk = :pk AND begins_with(sk, :l)', ExpressionAttributeValues: { ':pk': `VIDEO#${film.id}`, ':l': 'LISTING#' } }))
    expect(Count).toBe(0)
  })
})
