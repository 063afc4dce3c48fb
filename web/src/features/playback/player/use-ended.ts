import { useCallback, useSyncExternalStore } from 'react'

/** Whether the film has come to its end, until somebody plays on or goes back. */
export function useEnded(video: HTMLVideoElement | null): boolean {
  const subscribe = useCallback((look: () => void) => {
    for (const type of lookAt) video?.addEventListener(type, look)
    return () => {
      for (const type of lookAt) video?.removeEventListener(type, look)
    }
  }, [video])
  return useSyncExternalStore(subscribe, () => video?.ended ?? false)
}

const lookAt = ['ended', 'play', 'seeking', 'seeked']
