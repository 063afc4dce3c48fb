import { useEffect } from 'react'
import { api } from '../../../api.ts'
import { StallMeter } from './stall-meter.ts'

interface Heartbeat { readonly video: HTMLVideoElement | null; readonly sessionId: string; readonly seconds: number }

/** Milliseconds after the last seek of several. */
const settled = 1500

/**
 * Tells where the viewer is, and how often the film had to wait for data: at the pace the server asked for while
 * playing, after a seek, and at once when they pause or leave.
 */
export function useHeartbeat({ video, sessionId, seconds }: Heartbeat): void {
  useEffect(() => {
    if (!video) return
    const leaving = new AbortController()
    const on = (what: string, then: () => void, target: EventTarget = video) => target.addEventListener(what, then, { signal: leaving.signal })
    const stalls = new StallMeter()
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
      const buffering = stalls.take(performance.now())
      api.parting.heartbeat({ params: { sessionId: latestId }, body: { position, playing, ...(buffering && { buffering }) } }).then(
        answer => {
          pace = answer.heartbeatSeconds
          latestId = answer.sessionId
        },
        // The next one tells the same; watching does not depend on it.
        () => undefined,
      )
    }
    const beat = (after = pace * 1000) => {
      clearTimeout(timer)
      if (video.paused) return
      timer = setTimeout(() => {
        tell(true)
        beat()
      }, after)
    }
    const rest = () => {
      clearTimeout(timer)
      stalls.goOn(performance.now())
      tell(false)
    }
    on('playing', () => {
      begun = true
      stalls.goOn(performance.now())
      beat()
    })
    // Neither the way to the first picture nor to a place that was sought is a stall.
    on('waiting', () => begun && !video.seeking && stalls.wait(performance.now()))
    on('seeking', () => stalls.goOn(performance.now()))
    // Once the viewer has found their place; beats come too seldom to wait for the next.
    on('seeked', () => begun && beat(settled))
    on('pause', rest)
    on('visibilitychange', () => document.visibilityState === 'hidden' && tell(!video.paused), document)
    on('pagehide', rest, window)
    beat()
    return () => {
      rest()
      leaving.abort()
    }
  }, [video, sessionId, seconds])
}
