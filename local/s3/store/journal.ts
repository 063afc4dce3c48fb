/**
 * An append-only file of JSON lines: the memory of a bucket. One line is one change and is either whole or
 * absent, so whoever is killed with -9 leaves the state before or after a change, never between. There is
 * no fsync: the page cache outlives the process, and a power cut may cost a laptop its last second.
 */
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'

export interface Journal<Entry> {
  /** Written before it returns: callers may check and append in one tick, which makes the pair atomic. */
  append(entry: Entry): void
  close(): void
}

/** Replays every whole line into `replay`, drops a torn last one, and opens the file for appending. Returns the number of lines beside the journal. */
export const openJournal = <Entry>(path: string, replay: (entry: Entry) => void): { journal: Journal<Entry>; lines: number } => {
  const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  const whole = content.lastIndexOf(0x0a) + 1
  const lines = content.subarray(0, whole).toString('utf8').split('\n').filter(Boolean)
  for (const line of lines) replay(JSON.parse(line) as Entry)

  const fd = openSync(path, 'a', 0o600)
  if (whole < content.length) ftruncateSync(fd, whole)
  let closed = false
  return {
    lines: lines.length,
    journal: {
      append: entry => {
        // A closed descriptor's number may already be another file's.
        if (closed) throw new Error(`${path} is closed.`)
        writeSync(fd, JSON.stringify(entry) + '\n')
      },
      close: () => {
        if (!closed) closeSync(fd)
        closed = true
      },
    },
  }
}

/** Replaces a journal by the shortest one that tells the same. Call it while the journal is closed. */
export const rewriteJournal = <Entry>(path: string, entries: readonly Entry[]): void => {
  const next = `${path}.next`
  writeFileSync(next, entries.map(entry => JSON.stringify(entry) + '\n').join(''), { mode: 0o600, flush: true })
  renameSync(next, path)
}
