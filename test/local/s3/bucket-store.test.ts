import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BucketStore } from '../../../local/s3/store/bucket-store.ts'
import type { StoredObject } from '../../../local/s3/model.ts'

const NOON = new Date('2026-11-20T12:00:00.000Z')
let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'playhouse-bucket-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that was killed closed nothing, so neither do these tests. */
const open = (now = NOON) => new BucketStore(folder, now)
const write = (store: BucketStore, text: string): string => {
  const bytes = store.newBytes()
  writeFileSync(store.pathOf(bytes), text)
  return bytes
}
const object = (store: BucketStore, key: string, text: string): StoredObject =>
  ({ key, bytes: write(store, text), size: text.length, etag: text, modified: NOON.toISOString(), sequencer: store.nextSequencer(NOON), headers: {} })
const files = () => readdirSync(join(folder, 'bytes')).length

test('what was committed is there after a kill, what was not is nowhere', () => {
  const store = open()
  store.commit({ do: 'put', object: object(store, 'kept', 'kept') })
  write(store, 'never committed')
  expect(files()).toBe(2)
  const next = open()
  expect([...next.objects.keys()]).toEqual(['kept'])
  expect(readFileSync(next.pathOf(next.objects.get('kept')?.bytes ?? ''), 'utf8')).toBe('kept')
  expect(files()).toBe(1)
})

test('a line torn by a kill is dropped, and the next one is whole', () => {
  const store = open()
  store.commit({ do: 'put', object: object(store, 'a', 'a') })
  appendFileSync(join(folder, 'journal.jsonl'), '{"do":"put","object":{"key":"to')
  const second = open()
  second.commit({ do: 'put', object: object(second, 'b', 'b') })
  expect(open().keys()).toEqual(['a', 'b'])
})

test('parts of an upload survive a kill', () => {
  const store = open()
  store.commit({ do: 'begin', upload: { id: 'u', key: 'k', initiated: NOON.toISOString(), headers: {} } })
  store.commit({ do: 'part', upload: 'u', part: { number: 1, bytes: write(store, 'part'), size: 4, etag: 'e', modified: NOON.toISOString() } })
  expect(open().uploads.get('u')?.parts.get(1)).toMatchObject({ size: 4, etag: 'e' })
  expect(files()).toBe(1)
})

test('a completion is remembered for a day', () => {
  const store = open()
  store.commit({ do: 'begin', upload: { id: 'u', key: 'k', initiated: NOON.toISOString(), headers: {} } })
  const made = object(store, 'k', 'x')
  store.commit({ do: 'put', object: made, completes: { id: 'u', key: 'k', parts: '1:x', sequencer: made.sequencer, at: NOON.toISOString() } })
  const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000)
  expect(open(hours(23)).completed.has('u')).toBe(true)
  expect(open(hours(25)).completed.has('u')).toBe(false)
})

test('a journal of mostly forgotten things is rewritten and tells the same', () => {
  const store = open()
  store.commit({ do: 'begin', upload: { id: 'u', key: 'k', initiated: NOON.toISOString(), headers: {} } })
  store.commit({ do: 'owe', event: { id: 'e', detailType: 'Object Created', time: NOON.toISOString(), detail: {} } })
  for (let index = 0; index < 1500; index++) store.commit({ do: 'put', object: { ...object(store, 'same', 'x'), etag: String(index) } })
  const next = open()
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8').split('\n').length).toBeLessThan(10)
  expect(next.objects.get('same')?.etag).toBe('1499')
  expect([next.uploads.has('u'), next.pendingEvents.has('e')]).toEqual([true, true])
  next.commit({ do: 'remove', key: 'same' })
  expect(open().objects.size).toBe(0)
})

test('sequencers grow, across restarts and even when the clock goes back', () => {
  const store = open()
  const first = object(store, 'a', 'a')
  store.commit({ do: 'put', object: first })
  const second = open().nextSequencer(new Date(NOON.getTime() - 60_000))
  expect(second > first.sequencer).toBe(true)
})

