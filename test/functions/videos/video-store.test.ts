import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../functions/platform/ids.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { edited, type Film } from '../../../functions/videos/film.ts'
import { videoStore } from '../../../functions/videos/video-store.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { aFilm, at } from './a-film.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => { tables = await startLocalTables() })
afterAll(() => tables.stop())

const playing = (differing: Partial<Film> = {}) => aFilm({ id: newId('vid'), processing: 'ready', upload: null, published: { kind: 'ladder', prefix: 'v/x/', rungs: [] }, publishedAt: at.toISOString(), ...differing })

/** DynamoDB Local never says that two writers met. */
async function withConflicts<T>(command: string, conflict: Error, times: number, work: () => Promise<T>): Promise<T> {
  const original = documentClient.send
  let left = times
  documentClient.send = ((sent: object, ...rest: unknown[]) => (sent.constructor.name === command && left-- > 0 ? Promise.reject(conflict) : (original as (...sent: unknown[]) => unknown).call(documentClient, sent, ...rest))) as never
  try {
    return await work()
  } finally {
    documentClient.send = original
  }
}

test.each([
  ['a write of the film alone', 'PutCommand', Object.assign(new Error('conflict'), { name: 'TransactionConflictException' }), { title: 'Again' }],
  ['a write of the film and its lists', 'TransactWriteCommand', Object.assign(new Error('conflict'), { name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] }), { access: 'private' as const }],
])('%s that meets another writer is tried again after a pause, and happens once', async (_, command, conflict, metadata) => {
  const pauses: number[] = []
  const store = videoStore({ undoWindowSeconds: 600, now: () => at, retries: { random: () => 0.5, sleep: async ms => pauses.push(ms) } })
  const film = playing(command === 'PutCommand' ? { access: 'private' } : {})
  await store.create(film)
  await withConflicts(command, conflict, 2, () => store.change(film.id, latest => edited(latest, { ...latest, ...metadata }, at)))
  expect(pauses).toEqual([10, 20])
  expect(await store.find(film.id)).toMatchObject({ ...metadata, version: film.version + 1 })
})
