/**
 * One bucket on disk: `bytes/<id>` holds contents, `journal.jsonl` says what they are. Contents are written
 * first and become visible by one journal line, which also carries the event to send: an object, the end of
 * its upload and its event are stored together or not at all.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, openSync, readdirSync, unlink, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { openJournal, rewriteJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import type { CompletedUpload, Part, PendingEvent, StoredObject, Upload } from '../model.ts'

type SavedUpload = Omit<Upload, 'parts'>

/** The changes a bucket knows. */
export type Change =
  | { do: 'put'; object: StoredObject; completes?: CompletedUpload; event?: PendingEvent }
  | { do: 'remove'; key: string; event?: PendingEvent }
  | { do: 'begin'; upload: SavedUpload }
  | { do: 'part'; upload: string; part: Part }
  | { do: 'abort'; upload: string }
  | { do: 'remember'; completed: CompletedUpload }
  | { do: 'owe'; event: PendingEvent }
  | { do: 'sent'; event: string }

/** A journal is rewritten at the start when it holds this many lines per thing that is still there. */
const SLACK = 2
/** How long completing an upload again gives the same answer. AWS keeps it "for some hours". */
const REMEMBER_COMPLETED_MS = 24 * 60 * 60 * 1000

export class BucketStore {
  readonly objects = new Map<string, StoredObject>()
  readonly uploads = new Map<string, Upload>()
  readonly completed = new Map<string, CompletedUpload>()
  readonly pendingEvents = new Map<string, PendingEvent>()
  /** Uploads whose parts are being joined right now. */
  readonly completing = new Map<string, Promise<unknown>>()
  readonly #bytes: string
  readonly #journal: Journal<Change>
  #sorted: string[] | undefined
  #lastSequencer = 0n

  constructor(folder: string, now: Date) {
    this.#bytes = join(folder, 'bytes')
    mkdirSync(this.#bytes, { recursive: true })
    const path = join(folder, 'journal.jsonl')
    let opened = openJournal<Change>(path, change => void this.#apply(change))
    this.#forgetOldCompletions(now)
    const snapshot = this.#snapshot()
    if (opened.lines > 1000 + SLACK * snapshot.length) {
      opened.journal.close()
      rewriteJournal(path, snapshot)
      opened = openJournal<Change>(path, () => {})
    }
    this.#journal = opened.journal
    this.#sweepOrphans()
  }

  close(): void {
    this.#journal.close()
  }

  /** Makes a change durable and visible, in one tick. */
  commit(change: Change): void {
    this.#journal.append(change)
    for (const bytes of this.#apply(change)) this.discard(bytes)
  }

  /** Keys in S3's order: by their UTF-8 bytes. */
  keys(): readonly string[] {
    return (this.#sorted ??= [...this.objects.keys()].sort(byUtf8))
  }

  newBytes(): string {
    return randomUUID()
  }

  pathOf(bytes: string): string {
    return join(this.#bytes, bytes)
  }

  /**
   * Opens an object's contents. Synchronous on purpose: a file is unlinked only after its object is gone from
   * the map, so looking up and opening in one tick cannot miss. An open file outlives its name.
   */
  open(object: StoredObject): number {
    return openSync(this.pathOf(object.bytes), 'r')
  }

  discard(bytes: string): void {
    unlink(this.pathOf(bytes), () => {})
  }

  /** Grows with the clock, and never falls back even when the clock does. */
  nextSequencer(now: Date): string {
    const clock = BigInt(now.getTime()) << 20n
    this.#lastSequencer = clock > this.#lastSequencer ? clock : this.#lastSequencer + 1n
    return this.#lastSequencer.toString(16).toUpperCase().padStart(18, '0')
  }

  /** Applies a change to memory and names the byte files that nobody needs any more. */
  #apply(change: Change): string[] {
    switch (change.do) {
      case 'put': {
        const { object, completes, event } = change
        const before = this.objects.get(object.key)
        if (!before) this.#sorted = undefined
        this.objects.set(object.key, object)
        this.#noteSequencer(object.sequencer)
        if (event) this.pendingEvents.set(event.id, event)
        const free = before ? [before.bytes] : []
        if (!completes) return free
        const upload = this.uploads.get(completes.id)
        this.uploads.delete(completes.id)
        this.completed.set(completes.id, completes)
        // A single part becomes the object itself.
        return [...free, ...partFiles(upload).filter(bytes => bytes !== object.bytes)]
      }
      case 'remove': {
        const before = this.objects.get(change.key)
        this.objects.delete(change.key)
        this.#sorted = undefined
        if (change.event) this.pendingEvents.set(change.event.id, change.event)
        return before ? [before.bytes] : []
      }
      case 'begin':
        this.uploads.set(change.upload.id, { ...change.upload, parts: new Map() })
        return []
      case 'part': {
        const upload = this.uploads.get(change.upload)
        const before = upload?.parts.get(change.part.number)
        upload?.parts.set(change.part.number, change.part)
        return before ? [before.bytes] : []
      }
      case 'abort': {
        const upload = this.uploads.get(change.upload)
        this.uploads.delete(change.upload)
        return partFiles(upload)
      }
      case 'remember':
        this.completed.set(change.completed.id, change.completed)
        this.#noteSequencer(change.completed.sequencer)
        return []
      case 'owe':
        this.pendingEvents.set(change.event.id, change.event)
        return []
      case 'sent':
        this.pendingEvents.delete(change.event)
        return []
    }
  }

  #noteSequencer(sequencer: string): void {
    const seen = BigInt(`0x${sequencer}`)
    if (seen > this.#lastSequencer) this.#lastSequencer = seen
  }

  #forgetOldCompletions(now: Date): void {
    for (const done of this.completed.values()) {
      if (now.getTime() - Date.parse(done.at) > REMEMBER_COMPLETED_MS) this.completed.delete(done.id)
    }
  }

  #snapshot(): Change[] {
    return [
      ...[...this.objects.values()].map((object): Change => ({ do: 'put', object })),
      ...[...this.uploads.values()].flatMap(({ parts, ...upload }): Change[] => [
        { do: 'begin', upload },
        ...[...parts.values()].map((part): Change => ({ do: 'part', upload: upload.id, part })),
      ]),
      ...[...this.completed.values()].map((completed): Change => ({ do: 'remember', completed })),
      ...[...this.pendingEvents.values()].map((event): Change => ({ do: 'owe', event })),
    ]
  }

  /** Files of puts and parts that a kill cut short. */
  #sweepOrphans(): void {
    const needed = new Set([...this.objects.values()].map(object => object.bytes))
    for (const upload of this.uploads.values()) for (const bytes of partFiles(upload)) needed.add(bytes)
    for (const file of readdirSync(this.#bytes)) if (!needed.has(file)) unlinkSync(join(this.#bytes, file))
  }
}

const partFiles = (upload: Upload | undefined): string[] => [...(upload?.parts.values() ?? [])].map(part => part.bytes)

/** JavaScript compares UTF-16 units, which differs from UTF-8 order only where surrogates meet U+E000 and above. */
export const byUtf8 = (a: string, b: string): number => {
  if (/[\ud800-\uffff]/.test(a) || /[\ud800-\uffff]/.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : a > b ? 1 : 0
}
