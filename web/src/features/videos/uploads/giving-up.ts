/**
 * Giving an upload up removes its film for good, so it does not happen at once: the upload is paused, and the API is
 * told when the time to think again is over, or when the page is left.
 */
import { api } from '../../../api.ts'
import { undoMs } from '../../../components/offer-undo.tsx'
import { changeUpload, currentUploads, dropUpload, type UploadState } from './uploads.ts'

interface Leaving { readonly before: UploadState; readonly videoId: string; readonly timer: ReturnType<typeof setTimeout> }
const leaving = new Map<string, Leaving>()

/** `end` ends it for good. Answers whether there is an upload that can be given up. */
export function beginToLeave(key: string, end: (videoId: string) => void): boolean {
  const upload = currentUploads().find(one => one.key === key)
  if (!upload?.videoId || leaving.has(key)) return false
  const { videoId, state } = upload
  const timer = setTimeout(() => {
    leaving.delete(key)
    dropUpload(key)
    end(videoId)
  }, undoMs)
  leaving.set(key, { before: state, videoId, timer })
  changeUpload(key, { state: 'leaving', bytesPerSecond: 0 })
  return true
}

/** It stays after all. Answers what it was doing before. */
export function stay(key: string): UploadState | undefined {
  const one = leaving.get(key)
  if (!one) return undefined
  clearTimeout(one.timer)
  leaving.delete(key)
  changeUpload(key, { state: one.before })
  return one.before
}

/** Nobody thinks again any more. */
export function endNow(): void {
  for (const [key, { timer, videoId }] of leaving) {
    clearTimeout(timer)
    leaving.delete(key)
    void api.partingFilms.abortUpload({ params: { id: videoId } }).catch(() => undefined)
  }
}
window.addEventListener('pagehide', endNow)
