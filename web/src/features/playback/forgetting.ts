/**
 * Forgetting can be undone for a few seconds because it has not happened yet: what is to be forgotten is hidden at
 * once, and the API is told when the time to think again is over, or when the page is left.
 */
import { api } from '../../api.ts'

/** A film's id, or all of them. */
export type Forgotten = string | 'all'
/** Milliseconds to think again. */
export const undoFor = 6000

interface Pending { readonly timer: ReturnType<typeof setTimeout>; readonly tell: () => Promise<unknown> }
const pending = new Map<Forgotten, Pending>()
const listeners = new Set<() => void>()
let hidden: ReadonlySet<Forgotten> = new Set()

function show(): void {
  hidden = new Set(pending.keys())
  for (const listener of listeners) listener()
}

/** `then` is called once the API has answered, with its problem if it refused. */
export function forget(what: Forgotten, then: (problem?: unknown) => void): void {
  const tell = () => (what === 'all' ? api.parting.forgetAll() : api.parting.forget({ params: { videoId: what } }))
  const timer = setTimeout(() => {
    tell().then(() => then(), then).finally(() => {
      pending.delete(what)
      show()
    })
  }, undoFor)
  pending.set(what, { timer, tell })
  show()
}

export function remember(what: Forgotten): void {
  clearTimeout(pending.get(what)?.timer)
  pending.delete(what)
  show()
}

/** What is not to be shown any more. */
export const hiddenNow = (): ReadonlySet<Forgotten> => hidden
export function onHidden(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

globalThis.addEventListener?.('pagehide', () => {
  for (const [what, { timer, tell }] of pending) {
    clearTimeout(timer)
    void tell().catch(() => undefined)
    pending.delete(what)
  }
})
