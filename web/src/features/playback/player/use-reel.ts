import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { handOver, type Stage } from './hand-over.ts'
import { openReel, type Reel, type Trouble } from './reel.ts'

/**
 * Keeps the stage showing `manifestUrl`. The first one starts at `startAt`; when the address changes while the film
 * runs, the fuller reel takes over at the same moment.
 * @returns the element on stage, what is wrong with it, and a way back to the film's beginning
 */
export function useReel(stage: RefObject<Stage | null>, { manifestUrl, startAt }: { manifestUrl: string; startAt: number }) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const shown = useRef<Reel | null>(null)
  const broken = useRef(false)
  const beginning = useRef(startAt)

  useEffect(() => {
    const host = stage.current
    if (!host) return
    const leaving = new AbortController()
    const before = shown.current
    const tell = (what: Trouble | null) => {
      // A reel on its way in has no say yet.
      if (shown.current !== reel) return
      broken.current = what !== null
      setTrouble(what)
    }
    const reel = openReel({ manifestUrl, startAt: before?.video.currentTime ?? beginning.current, onTrouble: what => tell(what) })
    const take = () => {
      shown.current = reel
      broken.current = false
      setTrouble(null)
      setVideo(reel.video)
    }
    if (before && !broken.current) {
      handOver(host, before, reel, leaving.signal).then(take, () => reel.destroy())
    } else {
      before?.destroy()
      host.prepend(reel.video)
      take()
      // Where the browser wants a gesture first, the film waits on its poster.
      reel.video.play().catch(() => undefined)
    }
    return () => leaving.abort()
  }, [stage, manifestUrl])

  useEffect(() => () => {
    shown.current?.destroy()
    shown.current = null
  }, [])
  const toStart = useCallback(() => {
    if (shown.current) shown.current.video.currentTime = 0
  }, [])
  return { video, trouble, toStart }
}
