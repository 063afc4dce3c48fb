import fc from 'fast-check'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailNotices, patienceMs, pauseMs, type NoticeEffects } from '../../../functions/notices/mail-notices.ts'
import { noticeStore } from '../../../functions/notices/notice-store.ts'
import { fixedClock } from '../../../functions/platform/clock.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import type { Mail } from '../../../functions/platform/mail.ts'
import { noticed, type Notice } from '../../../functions/platform/notice.ts'
import { startLocalTables } from '../../support/local-tables.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
const lines: string[] = []
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(line => void lines.push(line))
})
afterAll(() => tables.stop())

const ever = new Date('2100-01-01')
beforeEach(async () => {
  for (const notice of await noticeStore.due(ever, 100)) await noticeStore.forget(notice)
  lines.length = 0
})

const clock = fixedClock('2026-11-20T10:43:21Z')
const sender = { from: 'Playhouse <house@example.org>', templates: 'playhouse-test-' }
function house(sendMail: (mail: Mail) => Promise<void> = async () => {}) {
  const mails: Mail[] = []
  const effects: NoticeEffects = { notices: noticeStore, sender, sendMail: async mail => { await sendMail(mail); mails.push(mail) } }
  return { mails, effects, look: (with_: Partial<NoticeEffects> = {}) => mailNotices({ ...effects, ...with_ }, clock.now()) }
}
const told = (notice: Partial<Notice> = {}) => execute(noticed({ kind: 'password_changed', to: 'mia@example.org', ...notice }, clock.now()))
const waiting = async () => (await noticeStore.due(ever, 100)).length

test('a notice is mailed to the address that counted when it was written, by the template of its kind, and is gone', async () => {
  const { mails, look } = house()
  await told({ kind: 'suspended', reason: 'Not yours.' })
  await look()
  await look()
  expect(mails).toEqual([{ from: sender.from, to: 'mia@example.org', template: 'playhouse-test-suspended', data: { at: '20 November 2026 at 10:43 UTC', reason: 'Not yours.' } }])
  expect(await waiting()).toBe(0)
})

test('wherever it is cut off, it is mailed in the end: once, or twice if nobody can know whether it had been', async () => {
  /** Throws at the nth call of any effect, before it or after it: as good as dead from there on. */
  const cutOff = ({ notices, sendMail, ...rest }: NoticeEffects, at: number, after: boolean): NoticeEffects => {
    let calls = 0
    const around = <A extends unknown[], R>(work: (...given: A) => Promise<R>) => async (...given: A): Promise<R> => {
      const isIt = ++calls === at
      if (calls > at || (isIt && !after)) throw new Error('cut off')
      const result = await work(...given)
      if (isIt) throw new Error('cut off')
      return result
    }
    return { ...rest, sendMail: around(sendMail), notices: { due: around(notices.due), take: around(notices.take), forget: around(notices.forget) } }
  }
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ at: fc.integer({ min: 1, max: 4 }), after: fc.boolean() }), { maxLength: 3 }), async cuts => {
    const { mails, effects } = house()
    await told()
    for (const { at, after } of [...cuts, { at: Infinity, after: false }]) {
      await mailNotices(cutOff(effects, at, after), clock.now()).catch(() => {})
      clock.advance(3_600_000)
    }
    const unknowable = cuts.filter(({ at, after }) => (at === 3 && after) || (at === 4 && !after)).length
    expect(mails.length).toBeGreaterThanOrEqual(1)
    expect(mails.length).toBeLessThanOrEqual(1 + unknowable)
    expect(await waiting()).toBe(0)
  }), { numRuns: 30 })
})

test('two who look at the same moment mail it once', async () => {
  const { mails, look } = house()
  await told()
  await Promise.all([look(), look(), look()])
  expect(mails).toHaveLength(1)
})

test('a mail that is not taken is tried again after longer and longer pauses, keeps nobody else waiting, and is forgotten with its address after three days', async () => {
  let isWell = false
  const { mails, look } = house(async ({ to }) => { if (to === 'mia@example.org' && !isWell) throw new Error('SES did not take it: 400') })
  await told()
  await told({ to: 'ben@example.org' })
  await look()
  expect(mails.map(({ to }) => to)).toEqual(['ben@example.org'])
  clock.advance(pauseMs(0) - 1000)
  isWell = true
  await look()
  expect(mails).toHaveLength(1)
  clock.advance(1000)
  await look()
  expect(mails.map(({ to }) => to)).toEqual(['ben@example.org', 'mia@example.org'])

  isWell = false
  await told()
  for (let past = 0; past <= patienceMs; past += 3_600_000) {
    await look()
    expect(await waiting()).toBe(1)
    clock.advance(3_600_000)
  }
  await look()
  expect([await waiting(), mails.length]).toEqual([0, 2])
  expect(lines.filter(line => line.includes('given up'))).toHaveLength(1)
  expect(lines.join()).not.toContain('mia@')
  expect([0, 1, 2, 3, 4, 9].map(tries => pauseMs(tries) / 60_000)).toEqual([5, 10, 20, 40, 60, 60])
})

test('a stage without a sender tells nobody, and keeps nobody\'s address for it', async () => {
  const { mails, look } = house()
  await told()
  await look({ sender: null })
  expect([mails.length, await waiting()]).toEqual([0, 0])
})
