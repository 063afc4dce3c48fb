import { PutCommand } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTrail } from '../../../functions/audit/audit-trail.ts'
import { askForErasure, eraseAccount, latecomersSeconds } from '../../../functions/auth/erase-account.ts'
import { erasureStore } from '../../../functions/auth/erasure-store.ts'
import { lists, personalData, type ListName, type Mark, type PersonalPage } from '../../../functions/auth/personal-data.ts'
import { newAccount } from '../../../functions/auth/user.ts'
import { userStore } from '../../../functions/auth/user-store.ts'
import { eraseChannels } from '../../../functions/channels/erase-channels.ts'
import { createChannel } from '../../../functions/channels/create-channel.ts'
import { wire } from '../../../functions/channels/wiring.ts'
import { fixedClock } from '../../../functions/platform/clock.ts'
import type { Role } from '../../../functions/platform/contract.ts'
import { callAgain, handOn, mayHandOn, stages, type Stage } from '../../../functions/platform/erasure.ts'
import { cursorsWith } from '../../../functions/platform/cursor.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { viewsPartition } from '../../../functions/platform/shared-keys.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { isDomainError } from '../../../functions/platform/errors.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { viewStore } from '../../../functions/playback/view-store.ts'
import { watchStore } from '../../../functions/playback/watch-store.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { fakeSecret } from '../platform/http-event.ts'
import { fakePool } from './fake-pool.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

const password = 'Correct Horse 1'
const users = userStore()
const cursors = cursorsWith(fakeSecret({ kid: 'one', secret: 'first-origin-secret' }))
const wired = wire()
const aHandle = () => `h${newId('x').slice(2)}`.slice(0, 30)

async function somebody(groups: Role[] = []) {
  const clock = fixedClock('2026-11-20T10:43:00Z')
  const pool = fakePool(clock)
  const email = `${newId('ana')}@example.org`
  await pool.signUp(email, password, 'Ana')
  pool.confirm(email)
  const person = (await pool.find(email))!
  const account = await users.createIfAbsent(newAccount(person, groups, clock.now()))
  const auth = { pool, users, erasures: erasureStore, data: personalData, cursors, clock, timer: { elapsed: () => 0, sleep: async () => {} }, floorMs: 0, mailFloorMs: 0 }
  const effects = { pool, users, erasures: erasureStore, data: personalData }
  const erasure = () => erasureStore.find(account.id)
  const leave = () => askForErasure(auth, erasureStore, account, password)
  /** What the other domains do, each at its turn. */
  const walk = async (to: Stage) => {
    for (const [from, next] of [['films', 'channels'], ['channels', 'history'], ['history', 'account']] as const) {
      if ((await erasure())?.stage === to) return
      if (from === 'channels') await eraseChannels({ ...wired, addressOf: async () => email, remove: async () => {} }, account.id)
      if (from === 'history') {
        await watchStore.forgetAll(account.id, 'default')
        await viewStore.forgetAll(account.id)
      }
      await handOn(account.id, from, next, clock.now())
    }
  }
  return { clock, pool, email, account, effects, erasure, leave, walk }
}
const codeOf = (attempt: Promise<unknown>) => attempt.then(() => 'fine', problem => (isDomainError(problem) ? problem.code : problem))

test('an erasure only moves along its declared edges, and every stage leads to the account', () => {
  fc.assert(fc.property(fc.constantFrom(...stages), from => {
    let at: Stage = from
    for (let step = 0; at !== 'account' && step < stages.length; step++) at = stages.find(to => mayHandOn(at, to))!
    expect(at).toBe('account')
  }))
})

test('whoever asks to be erased is out at once, and cannot ask twice', async () => {
  const { account, leave, erasure, pool, email } = await somebody()
  await leave()
  expect(await users.find(account.id)).toMatchObject({ status: 'suspended', leaving: true })
  expect(await erasure()).toMatchObject({ stage: 'films', round: 1 })
  expect(await codeOf(leave())).toBe('session_ended')
  expect((await pool.find(email))?.email).toBe(email)
})

test('an admin hands the role over first, and a wrong password erases nobody', async () => {
  const ada = await somebody(['admin'])
  expect(await codeOf(ada.leave())).toBe('admin_stays')
  const ben = await somebody()
  expect(await codeOf(askForErasure({ ...ben.effects, cursors, pool: ben.pool, users, clock: ben.clock, timer: { elapsed: () => 0, sleep: async () => {} }, floorMs: 0, mailFloorMs: 0 }, erasureStore, ben.account, 'Wrong Horse 1'))).toBe('wrong_credentials')
  expect(await users.find(ben.account.id)).toMatchObject({ status: 'active' })
})

test('what belongs to a person goes, what others had with them counts right, and the trail keeps only the id', async () => {
  const { clock, account, leave, walk, erasure, effects, pool, email } = await somebody()
  const fan = newId('usr')
  const named = () => ({ handle: aHandle(), name: 'A house', description: '' })
  const [hers, others] = [await createChannel(wired, account.id, named(), clock.now()), await createChannel(wired, newId('usr'), named(), clock.now())]
  await wired.follows.follow(hers.id, fan, clock.now())
  await wired.follows.follow(others.id, account.id, clock.now())
  await watchStore.note({ viewerId: account.id, profile: 'default', videoId: newId('vid'), position: 4, duration: 10, playing: true, startedAt: clock.now().toISOString() }, true, clock.now())
  await leave()
  await walk('account')
  clock.advance(latecomersSeconds * 1000)
  // Cut off anywhere and called again: the end is the same.
  for (let time = 0; time < 2; time++) {
    const now = await erasure()
    if (now) await eraseAccount(now, clock.now(), effects)
  }
  expect([await users.find(account.id), await erasure(), await pool.find(email), await personalData.any(account.id)]).toEqual([null, null, null, false])
  expect(await wired.channels.find(hers.id)).toBeNull()
  expect(await wired.channels.idByHandle(hers.handle)).toBeNull()
  expect((await wired.follows.followedBy(fan, { limit: 10 })).items).toEqual([])
  expect((await wired.channels.find(others.id))!.followers).toBe(0)
  const { items } = await readTrail({ subject: account.id }, { limit: 10 })
  expect(items.map(({ action, actor }) => [action, actor])).toEqual([['user.erased', 'house'], ['user.erasure_requested', account.id]])
  expect(JSON.stringify(items)).not.toContain('@')
})

test('the account waits for requests that were let in before, and sends what they left the whole way again', async () => {
  const { clock, account, leave, walk, erasure, effects } = await somebody()
  await leave()
  await walk('account')
  await eraseAccount((await erasure())!, clock.now(), effects)
  expect(await users.find(account.id)).not.toBeNull()
  await createChannel(wired, account.id, { handle: aHandle(), name: 'Too late', description: '' }, clock.now())
  clock.advance(latecomersSeconds * 1000)
  await eraseAccount((await erasure())!, clock.now(), effects)
  expect((await erasure())!.stage).toBe('films')
  await walk('account')
  await eraseAccount((await erasure())!, clock.now(), effects)
  expect(await users.find(account.id)).toBeNull()
})

test('a domain that does not answer is called again, and one that answers twice changes nothing', async () => {
  const { clock, account, leave, erasure } = await somebody()
  await leave()
  const isOverdue = async () => (await erasureStore.overdue(clock.now(), 100)).some(({ id }) => id === account.id)
  expect(await isOverdue()).toBe(false)
  clock.advance(61_000)
  expect(await isOverdue()).toBe(true)
  await callAgain(account.id, 'films', clock.now())
  expect(await erasure()).toMatchObject({ stage: 'films', round: 2 })
  expect(await isOverdue()).toBe(false)
  for (let time = 0; time < 2; time++) await handOn(account.id, 'films', 'channels', clock.now())
  await callAgain(account.id, 'films', clock.now())
  expect(await erasure()).toMatchObject({ stage: 'channels', round: 2 })
})

test('whatever would keep an erasure from being complete stands in the export, page by page, and so does what hangs on it', async () => {
  const ana = await somebody()
  const { id, email } = ana.account
  const channelId = newId('chn')
  const put = (TableName: 'platform' | 'hot', Item: object) => documentClient.send(new PutCommand({ TableName, Item }))
  const mine = (sk: string) => ({ gsi1pk: `USER#${id}`, gsi1sk: sk })
  const places: [ListName, () => Promise<unknown>][] = [
    ['channels', () => put('platform', { pk: `CHANNEL#${channelId}`, sk: 'CHANNEL', id: channelId, ...mine(`CHANNEL#${channelId}`) })],
    ['teams', () => put('platform', { pk: 'CHANNEL#chn_other', sk: `MEMBER#${id}`, channelId: 'chn_other', ...mine('MEMBER#chn_other') })],
    ['pictures', () => put('platform', { pk: `PICTURE#${id}`, sk: 'PICTURE', id: 'pic_x', ...mine('PICTURE#pic_x') })],
    ['follows', () => put('platform', { pk: 'CHANNEL#chn_other', sk: `FOLLOW#${id}`, channelId: 'chn_other', ...mine('FOLLOW#2026') })],
    ['history', () => put('hot', { pk: `VIEWER#${id}#default`, sk: 'WATCH#vid_x', videoId: 'vid_x' })],
    ['views', () => put('hot', { pk: viewsPartition(id), sk: 'VIEW#view_x', videoId: 'vid_x' })],
  ]
  const everything = async () => {
    const found = Object.fromEntries(lists.map(list => [list, 0])) as Record<ListName, number>
    let mark: Mark | null = null, pages = 0
    do {
      const { data, next }: PersonalPage = await personalData.read(ana.account, mark)
      for (const list of lists) found[list] += data[list].length
      mark = next
      pages++
    } while (mark)
    return { found, pages }
  }
  expect(await personalData.any(id)).toBe(false)
  for (const [list, write] of places) {
    const before = (await everything()).found[list]
    await write()
    expect([await personalData.any(id), (await everything()).found[list]], list).toEqual([true, before + 1])
  }

  for (let film = 0; film < 30; film++) await put('platform', { pk: `VIDEO#vid_${film}${id}`, sk: 'VIDEO', gsi1pk: `CHANNEL#${channelId}#VIDEOS`, gsi1sk: `vid_${film}`, description: 'x'.repeat(100_000), deletedAt: film < 5 ? '2026-11-20' : null })
  await put('platform', { pk: `CHANNEL#${channelId}`, sk: 'INVITATION#inv_x', invitedBy: id })
  await put('platform', { pk: 'CHANNEL#chn_other', sk: 'INVITATION#inv_mine', invitedBy: id })
  await put('platform', { pk: 'CHANNEL#chn_other', sk: 'INVITATION#inv_y', invitedBy: 'usr_other', gsi1pk: `INVITED#${email}`, gsi1sk: 'chn_other' })
  const { found, pages } = await everything()
  expect(found).toEqual({ channels: 1, teams: 1, pictures: 1, follows: 1, history: 1, views: 1, films: 25, invitationsSent: 2, invitationsReceived: 1 })
  expect(pages).toBeGreaterThan(1)
})
