import { useEffect } from 'react'
import { api } from '../../../api.ts'

interface Heartbeat { readonly video: HTMLVideoElement | null; readonly sessionId: string; readonly seconds: number }

/** Tells where the viewer is: at the pace the server asked for while playing, and at once when they pause or leave. */
export function useHeartbeat({ video, sessionId, seconds }: Heartbeat): void {
  useEffect(() => {
    if (!video) return
    let pace = seconds
    let timer: ReturnType<typeof setTimeout> | undefined
    let told = -1
    // Before its first picture a film stands at 0, wherever it is about to go on: that is nobody's place.
    let begun = !video.paused && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
    // Each answer brings the id to send next; it knows how much has been watched.
    let latestId = sessionId
    const tell = (playing: boolean) => {
      const position = video.currentTime
      if (!begun || (!playing && position === told)) return
      told = position
      api.parting.heartbeat({ params: { sessionId: latestId }, body: { position, playing } }).then(
        answer => {
          pace = answer.heartbeatSeconds
          latestId = answer.sessionId
        },
        // The next one tells the same; watching does not depend on it.
        () => undefined,
      )
    }
    const beat = () => {
      clearTimeout(timer)
      if (video.paused) return
      timer = setTimeout(() => {
        tell(true)
        beat()
      }, pace * 1000)
    }
    const begin = () => {
      begun = true
      beat()
    }
    const rest = () => {
      clearTimeout(timer)
      tell(false)
    }
    const hide = () => document.visibilityState === 'hidden' && tell(!video.paused)
    video.addEventListener('playing', begin)
    video.addEventListener('pause', rest)
    document.addEventListener('visibilitychange', hide)
    window.addEventListener('pagehide', rest)
    beat()
    return () => {
      rest()
      video.removeEventListener('playing', begin)
      video.removeEventListener('pause', rest)
      document.removeEventListener('visibilitychange', hide)
      window.removeEventListener('pagehide', rest)
    }
  }, [video, sessionId, seconds])
}
