/**
 * Uploads whose connection broke off go on by themselves: as soon as the browser says that it is back, and every now
 * and then, because it may have been the house that was away.
 */
import { ApiProblem } from '../../../../../functions/platform/contract-client.ts'
import { changeUpload } from './uploads.ts'

/** Milliseconds. */
const askAgainAfter = 15_000

const waiting = new Map<string, { readonly again: () => void; readonly timer: ReturnType<typeof setTimeout> }>()

/** Whether no answer came at all, from our API or from S3, of whose requests Uppy keeps the `source`. */
export const isConnectionLost = (problem: unknown): boolean =>
  (problem instanceof ApiProblem ? problem.status : (problem as { source?: { status?: number } } | null)?.source?.status) === 0

/** Shows the upload as waiting; `again` is called when it may go on. */
export function waitForConnection(key: string, again: () => void): void {
  stopWaiting(key)
  waiting.set(key, { again, timer: setTimeout(() => goOn(key), askAgainAfter) })
  changeUpload(key, { state: 'waiting', problem: null, bytesPerSecond: 0 })
}
export function stopWaiting(key: string): void {
  clearTimeout(waiting.get(key)?.timer)
  waiting.delete(key)
}

function goOn(key: string): void {
  const one = waiting.get(key)
  stopWaiting(key)
  one?.again()
}

window.addEventListener('online', () => [...waiting.keys()].forEach(goOn))
