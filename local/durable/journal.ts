/**
 * An append-only file of small JSON entries: what queues, the event bus and asynchronous invocations promise
 * to remember. An entry is on disk when `append` resolves, so `kill -9` right afterwards loses nothing.
 * Waiting writers share one fsync. When dead entries outweigh the living, the file is rewritten.
 */
import { closeSync, fdatasync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, write, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

export interface Journal<Entry> {
  /** Resolves when the entry is durable. Order is kept. Change your memory first, then append: a rewrite reads it. */
  append(entry: Entry): Promise<void>
  close(): Promise<void>
}

interface Options<Entry> {
  readonly file: string
  /** Called for every entry an earlier process left, before `openJournal` returns. */
  replay(entry: Entry): void
  /** The entries that would rebuild the present state; called when the file is rewritten. */
  snapshot(): Iterable<Entry>
}

const REWRITE_AFTER_ENTRIES = 5_000
const writeTo = promisify(write)
const syncData = promisify(fdatasync)

export function openJournal<Entry>({ file, replay, snapshot }: Options<Entry>): Journal<Entry> {
  mkdirSync(dirname(file), { recursive: true })
  for (const entry of readEntries<Entry>(file)) replay(entry)
  let descriptor = rewrite(file, snapshot())
  let sinceRewrite = 0
  let waiting: { line: string; done: () => void; failed: (error: Error) => void }[] = []
  let writing: Promise<void> | undefined
  let closed = false

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await writeTo(descriptor, batch.map(entry => entry.line).join(''))
        await syncData(descriptor)
        for (const entry of batch) entry.done()
      } catch (error) {
        for (const entry of batch) entry.failed(error as Error)
      }
      // With nobody waiting, the file and the memory it stands for say the same.
      if ((sinceRewrite += batch.length) >= REWRITE_AFTER_ENTRIES && waiting.length === 0) {
        closeSync(descriptor)
        descriptor = rewrite(file, snapshot())
        sinceRewrite = 0
      }
    }
    writing = undefined
  }

  return {
    append: entry => new Promise<void>((done, failed) => {
      if (closed) return failed(new Error(`${file} is closed.`))
      waiting.push({ line: `${JSON.stringify(entry)}\n`, done, failed })
      // Entries of the same tick share the write and its fsync.
      writing ??= Promise.resolve().then(flush)
    }),
    close: async () => {
      if (closed) return
      closed = true
      await writing
      closeSync(descriptor)
    },
  }
}

function* readEntries<Entry>(file: string): Iterable<Entry> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return
  }
  for (const line of text.split('\n')) {
    if (line === '') continue
    try {
      yield JSON.parse(line) as Entry
    } catch {
      // The last line of a process that was killed while writing: nobody was told that it is durable.
      return
    }
  }
}

/** Replaces the file by these entries in one step and answers a descriptor that appends to it. */
function rewrite(file: string, entries: Iterable<unknown>): number {
  const fresh = `${file}.new`
  const descriptor = openSync(fresh, 'w')
  for (const entry of entries) writeSync(descriptor, `${JSON.stringify(entry)}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(fresh, file)
  return openSync(file, 'a')
}
