import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../../local/durable/journal.ts'
import { newFolder } from '../support/small-cloud.ts'

const open = (file: string, numbers: Set<number>) => openJournal<{ add: number } | { drop: number }>({
  file,
  replay: entry => { if ('add' in entry) numbers.add(entry.add); else numbers.delete(entry.drop) },
  snapshot: () => [...numbers].map(add => ({ add })),
})

test('a journal gives its successor every entry that was durable, in order', async () => {
  const file = join(newFolder(), 'numbers.jsonl')
  const journal = open(file, new Set())
  await Promise.all([journal.append({ add: 1 }), journal.append({ add: 2 }), journal.append({ drop: 1 }), journal.append({ add: 3 })])
  const found = new Set<number>()
  const successor = open(file, found)
  expect([...found]).toEqual([2, 3])
  await journal.close()
  await successor.close()
})

test('a line that a dying process left half written is forgotten', async () => {
  const file = join(newFolder(), 'numbers.jsonl')
  const journal = open(file, new Set())
  await journal.append({ add: 1 })
  await journal.close()
  appendFileSync(file, '{"add":')
  const found = new Set<number>()
  await open(file, found).close()
  expect([...found]).toEqual([1])
  expect(readFileSync(file, 'utf8')).toBe('{"add":1}\n')
})

test('the file shrinks to what is alive, and loses nothing by it', async () => {
  const file = join(newFolder(), 'numbers.jsonl')
  const numbers = new Set<number>()
  const journal = open(file, numbers)
  for (let n = 0; n < 12_000; n++) {
    numbers.add(n).delete(n - 1)
    void journal.append({ add: n })
    if (n > 0) void journal.append({ drop: n - 1 })
    if (n % 1_000 === 0) await journal.append({ drop: -1 })
  }
  await journal.close()
  expect(readFileSync(file, 'utf8').length).toBeLessThan(400_000)
  const found = new Set<number>()
  await open(file, found).close()
  expect([...found]).toEqual([11_999])
})
