import { useSyncExternalStore } from 'react'
import { hiddenNow, onHidden } from './forgetting.ts'

/** Whether a film is about to be forgotten. */
export function useForgotten(): (videoId: string) => boolean {
  const hidden = useSyncExternalStore(onHidden, hiddenNow)
  return videoId => hidden.has('all') || hidden.has(videoId)
}
