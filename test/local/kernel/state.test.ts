import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { createActivityLog } from '../../../local/kernel/activity.ts'
import { createToLocal } from '../../../local/kernel/addresses.ts'
import { lockStateDir } from '../../../local/kernel/lock.ts'
import { createStateStore } from '../../../local/kernel/state.ts'
import { temporaryDir } from './support.ts'

const fail = (error: Error) => { throw error }
const stored = (dir: string) => JSON.parse(readFileSync(join(dir, 'sqs/queues.json'), 'utf8')) as unknown

describe('state', () => {
  test('is there again for the next start', async () => {
    const dir = temporaryDir()
    const first = createStateStore(dir, fail)
    const state = first.state('sqs', 'queues', () => ({ count: 0 }))
    state.value.count = 7
    state.save()
    await first.flush()
    expect(createStateStore(dir, fail).state('sqs', 'queues', () => ({ count: 0 })).value).toEqual({ count: 7 })
  })
  test('reaches the disk by itself soon after a save, however many there were', async () => {
    const dir = temporaryDir()
    const state = createStateStore(dir, fail).state('sqs', 'queues', () => ({ count: 0 }))
    for (let count = 1; count <= 100; count++) {
      state.value.count = count
      state.save()
    }
    await vi.waitFor(() => expect(stored(dir)).toEqual({ count: 100 }), { interval: 5, timeout: 500 })
  })
  test('that was not saved is not written, and one that was changed while being written is written again', async () => {
    const dir = temporaryDir()
    const state = createStateStore(dir, fail).state('sqs', 'queues', () => ({ count: 0 }))
    await state.flush()
    expect(existsSync(join(dir, 'sqs/queues.json'))).toBe(false)
    state.value.count = 1
    state.save()
    const writing = state.flush()
    state.value.count = 2
    state.save()
    await Promise.all([writing, state.flush()])
    expect(stored(dir)).toEqual({ count: 2 })
  })
  test('is one and the same for all who ask for it', () => {
    const store = createStateStore(temporaryDir(), fail)
    expect(store.state('a', 'b', () => ({}))).toBe(store.state('a', 'b', () => ({})))
  })
  test('that cannot be read is told with its file and the remedy', () => {
    const dir = temporaryDir()
    writeFileSync(join(dir, 'b.json'), '{"half')
    expect(() => createStateStore(dir, fail).state('.', 'b', () => ({}))).toThrow(/b\.json cannot be read .*npm run reset/)
  })
})

describe('a state folder', () => {
  test('is refused while a living process has it, and free again afterwards', () => {
    const dir = temporaryDir()
    const unlock = lockStateDir(dir)
    expect(() => lockStateDir(dir)).toThrow(`Another local cloud (process ${process.pid}) is running on ${dir}`)
    unlock()
    lockStateDir(dir)()
  })
  test('is taken over from a process that is gone', () => {
    const dir = temporaryDir()
    writeFileSync(join(dir, 'pid'), '4194305') // one above the highest a kernel gives out
    const unlock = lockStateDir(dir)
    expect(readFileSync(join(dir, 'pid'), 'utf8')).toBe(String(process.pid))
    unlock()
  })
})

test('the activity log keeps the last 5,000 entries', () => {
  const log = createActivityLog({ quiet: true, now: () => new Date(0) })
  for (let index = 0; index < 12_345; index++) log.record({ kind: index % 2 ? 'log' : 'mail', source: 'x', message: String(index) })
  expect(log.list()).toHaveLength(5_000)
  expect(log.list().at(-1)?.message).toBe('12344')
  expect(log.list({ kind: 'log' })).toHaveLength(2_500)
})

test('a quiet log prints errors only', () => {
  const print = vi.fn<(line: string) => void>()
  const log = createActivityLog({ quiet: true, now: () => new Date(0), print })
  for (const kind of ['mail', 'denied', 'error'] as const) log.record({ kind, source: 'x', message: kind })
  expect(print.mock.calls).toEqual([['error  x  error']])
})

test("AWS's addresses become those of this machine, wherever they stand in a text", () => {
  const toLocal = createToLocal({ endpoint: 'http://127.0.0.1:4001', frontDoor: 'http://localhost:4000' })
  expect(toLocal("connect-src 'self' https://uploads-1.s3.us-east-1.amazonaws.com; img-src https://x.example")).toBe("connect-src 'self' http://127.0.0.1:4001/uploads-1/; img-src https://x.example")
  expect(toLocal('https://uploads-1.s3.amazonaws.com/a/b')).toBe('http://127.0.0.1:4001/uploads-1/a/b')
  expect(toLocal('https://abc123.execute-api.us-east-1.amazonaws.com/api')).toBe('http://127.0.0.1:4001/_execute-api/abc123/api')
  expect(toLocal('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x')).toBe('http://127.0.0.1:4001/cognito/us-east-1_x')
  expect(toLocal('https://d111.cloudfront.net/x')).toBe('http://localhost:4000/x')
})
