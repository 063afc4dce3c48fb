/** The uploads of this page, whatever is shown: kept outside React, so that they go on while one moves about. */

/** `waiting`: for the connection · `leaving`: given up, and still to be had back for a moment. */
export type UploadState = 'opening' | 'sending' | 'paused' | 'waiting' | 'finishing' | 'sent' | 'failed' | 'leaving'
export interface Upload {
  readonly key: string
  /** Null until the film has been announced. */
  readonly videoId: string | null
  readonly name: string
  readonly size: number
  readonly sent: number
  /** Smoothed; 0 while unknown. */
  readonly bytesPerSecond: number
  readonly state: UploadState
  readonly problem: unknown
}

let uploads: readonly Upload[] = []
const listeners = new Set<() => void>()
function become(next: readonly Upload[]): void {
  uploads = next
  for (const listener of listeners) listener()
}

export const currentUploads = (): readonly Upload[] => uploads
export function onUploads(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function addUpload(name: string, size: number, videoId: string | null = null): string {
  const key = crypto.randomUUID()
  become([...uploads, { key, videoId, name, size, sent: 0, bytesPerSecond: 0, state: 'opening', problem: null }])
  return key
}
export const changeUpload = (key: string, change: Partial<Upload>): void => become(uploads.map(upload => (upload.key === key ? { ...upload, ...change } : upload)))
export const dropUpload = (key: string): void => become(uploads.filter(upload => upload.key !== key))
export const dropFinished = (): void => become(uploads.filter(upload => !isOver(upload)))
/** Whoever signs out takes their uploads along. */
export const dropAll = (): void => become([])

export const isOver = ({ state }: Upload): boolean => state === 'sent' || state === 'failed'
/** Whether leaving the page would interrupt it. */
export const isMoving = (upload: Upload): boolean => !isOver(upload) && upload.state !== 'leaving'
/** Whole seconds until the last byte, or null while nobody can say. */
export const secondsLeft = ({ size, sent, bytesPerSecond, state }: Upload): number | null => (state === 'sending' && bytesPerSecond > 0 ? Math.ceil((size - sent) / bytesPerSecond) : null)

// The browser asks before it closes a page that is still sending.
window.addEventListener('beforeunload', event => {
  if (uploads.some(isMoving)) event.preventDefault()
})
