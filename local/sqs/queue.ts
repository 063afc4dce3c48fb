/** One standard queue: at least once, visibility timeout, delay, retention, dead letters. Durable in its journal. */
import { randomUUID } from 'node:crypto'
import { openJournal } from '../durable/journal.ts'
import type { QueueMessage } from '../services.ts'

export interface QueueSettings {
  readonly name: string
  readonly arn: string
  readonly visibilityTimeout: number
  readonly delaySeconds: number
  readonly retentionSeconds: number
  readonly receiveWaitSeconds: number
  readonly maximumMessageSize: number
  readonly redrive?: { readonly targetArn: string; readonly maxReceiveCount: number }
}

export type MessageAttributes = QueueMessage['messageAttributes']
export interface NewMessage {
  readonly body: string
  readonly attributes?: MessageAttributes
  readonly senderId: string
  readonly delaySeconds?: number
  /** Kept when a message moves to a dead-letter queue: retention counts from here. */
  readonly id?: string
  readonly sentAt?: number
  readonly sourceArn?: string
}

export interface Message {
  readonly id: string
  readonly body: string
  readonly attributes: MessageAttributes
  readonly senderId: string
  readonly sentAt: number
  readonly sourceArn?: string
  receiveCount: number
  firstReceivedAt?: number
  /** Epoch milliseconds from which it may be received. */
  visibleAt: number
  /** Each receive gives a new one; the last one counts. */
  receipt?: string
}
type Entry = { sent: Message } | { received: string; at: number; visibleAt: number; receipt: string } | { visible: string; at: number } | { deleted: string }

interface Environment {
  readonly file: string
  now(): number
  /** Takes a message that was received too often. */
  toDeadLetters(targetArn: string, message: NewMessage): Promise<unknown>
}

export type Queue = ReturnType<typeof openQueue>

// A waiting receiver looks up this often, so that a clock moved by a test is noticed.
const LONGEST_NAP_MS = 250

export function openQueue(initial: QueueSettings, { file, now, toDeadLetters }: Environment) {
  const messages = new Map<string, Message>()
  const wakers = new Set<() => void>()
  let settings = initial

  const journal = openJournal<Entry>({
    file,
    replay: entry => {
      if ('sent' in entry) messages.set(entry.sent.id, entry.sent)
      else if ('deleted' in entry) messages.delete(entry.deleted)
      else if ('visible' in entry) { if (messages.has(entry.visible)) messages.get(entry.visible)!.visibleAt = entry.at }
      else markReceived(messages.get(entry.received), entry)
    },
    snapshot: () => [...messages.values()].map(sent => ({ sent })),
  })

  // Whoever had received a message died with the last process: nobody can still delete it.
  for (const message of messages.values()) if (message.receiveCount > 0) message.visibleAt = Math.min(message.visibleAt, now())

  // Receiving is not waited for: forgetting it in a crash only delivers once more.
  const note = (entry: Entry): void => { journal.append(entry).catch(() => {}) }
  const wake = (): void => { for (const waker of wakers) waker() }
  const byReceipt = (receipt: string): Message | undefined => {
    const message = messages.get(receipt.split('.')[0]!)
    return message?.receipt === receipt ? message : undefined
  }
  const remove = async (id: string): Promise<void> => {
    messages.delete(id)
    await journal.append({ deleted: id })
  }

  const take = async (max: number, visibilityMs: number): Promise<Message[]> => {
    const at = now()
    const taken: Message[] = []
    const exhausted: Message[] = []
    for (const message of messages.values()) {
      if (taken.length === max) break
      if (message.visibleAt > at) continue
      if (message.sentAt + settings.retentionSeconds * 1000 <= at) {
        messages.delete(message.id)
        note({ deleted: message.id })
      } else if (settings.redrive !== undefined && message.receiveCount >= settings.redrive.maxReceiveCount) {
        // Out of sight while it moves, so that no other receiver sees it.
        message.visibleAt = Infinity
        exhausted.push(message)
      } else {
        const entry = { received: message.id, at, visibleAt: at + visibilityMs, receipt: `${message.id}.${randomUUID()}` }
        markReceived(message, entry)
        note(entry)
        taken.push({ ...message })
      }
    }
    for (const message of exhausted) await moveToDeadLetters(message)
    return taken
  }

  const moveToDeadLetters = async (message: Message): Promise<void> => {
    try {
      const { id, body, attributes, senderId, sentAt } = message
      // First there, then not here: a crash between the two leaves it in both, never in none.
      await toDeadLetters(settings.redrive!.targetArn, { id, body, attributes, senderId, sentAt, sourceArn: settings.arn })
      await remove(id)
    } catch {
      message.visibleAt = now() + settings.visibilityTimeout * 1000
    }
  }

  const napMs = (until: number): number => {
    let nextVisible = Infinity
    for (const { visibleAt } of messages.values()) nextVisible = Math.min(nextVisible, visibleAt)
    return Math.max(1, Math.min(LONGEST_NAP_MS, nextVisible - now(), until - now()))
  }
  const nap = (ms: number, signal?: AbortSignal): Promise<void> => new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      wakers.delete(done)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    wakers.add(done)
    signal?.addEventListener('abort', done)
  })

  return {
    get settings() { return settings },
    configure: (next: QueueSettings): void => { settings = next },

    async send({ body, attributes = {}, senderId, delaySeconds, id = randomUUID(), sentAt = now(), sourceArn }: NewMessage): Promise<string> {
      const delayMs = (delaySeconds ?? settings.delaySeconds) * 1000
      const message: Message = { id, body, attributes, senderId, sentAt, receiveCount: 0, visibleAt: now() + delayMs, ...(sourceArn && { sourceArn }) }
      messages.set(id, message)
      wake()
      await journal.append({ sent: message })
      return id
    },

    /** Waits up to `waitMs` for the first message, then takes what is there, at most `max`. */
    async receive({ max, waitMs = settings.receiveWaitSeconds * 1000, visibilitySeconds = settings.visibilityTimeout, signal }: { max: number; waitMs?: number; visibilitySeconds?: number; signal?: AbortSignal }): Promise<Message[]> {
      const until = now() + waitMs
      for (;;) {
        if (signal?.aborted) return []
        const taken = await take(max, visibilitySeconds * 1000)
        if (taken.length > 0 || now() >= until) return taken
        await nap(napMs(until), signal)
      }
    },

    async delete(receipt: string): Promise<void> {
      const message = byReceipt(receipt)
      // Deleting with a receipt that a later receive has replaced, or twice, is no error in a standard queue.
      if (message !== undefined) await remove(message.id)
    },

    /** Answers false for a message that is not in flight under this receipt. */
    changeVisibility(receipt: string, delayMs: (leftMs: number) => number): boolean {
      const message = byReceipt(receipt)
      if (message === undefined || message.visibleAt <= now()) return false
      message.visibleAt = now() + delayMs(message.visibleAt - now())
      note({ visible: message.id, at: message.visibleAt })
      wake()
      return true
    },

    async purge(): Promise<void> {
      await Promise.all([...messages.keys()].map(remove))
    },

    counts() {
      const at = now()
      const counts = { visible: 0, inFlight: 0, delayed: 0 }
      for (const { visibleAt, receiveCount } of messages.values()) {
        if (visibleAt <= at) counts.visible++
        else if (receiveCount > 0) counts.inFlight++
        else counts.delayed++
      }
      return counts
    },

    messages: (): readonly Message[] => [...messages.values()],
    async close(): Promise<void> {
      wake()
      await journal.close()
    },
  }
}

function markReceived(message: Message | undefined, { at, visibleAt, receipt }: { at: number; visibleAt: number; receipt: string }): void {
  if (message === undefined) return
  message.receiveCount++
  message.firstReceivedAt ??= at
  message.visibleAt = visibleAt
  message.receipt = receipt
}
