import { useSyncExternalStore } from 'react'
import { currentUploads, onUploads, type Upload } from './uploads.ts'

export const useUploads = (): readonly Upload[] => useSyncExternalStore(onUploads, currentUploads)
export const useAnyUploads = (): boolean => useSyncExternalStore(onUploads, () => currentUploads().length > 0)
/** Films whose file this page is sending. */
export function useSending(): ReadonlySet<string> {
  const uploads = useUploads()
  return new Set(uploads.flatMap(({ videoId, state }) => (videoId && state !== 'failed' ? [videoId] : [])))
}
/** The upload of this film on this page, if there is one; of several the latest. */
export const useUploadOf = (videoId: string): Upload | undefined => useUploads().findLast(upload => upload.videoId === videoId)
