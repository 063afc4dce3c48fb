import { useEffect, useState, useSyncExternalStore } from 'react'
import { secondsLeft, type Seen } from './time-left.ts'

/** Remembers since when, and from where, something has been seen to move. */
function watch() {
  let at: { stage: string; first: Seen; last: Seen } | null = null
  let left: number | null = null
  const listeners = new Set<() => void>()
  return {
    /** A new stage, or a step back, begins anew. */
    see(stage: string, percent: number): void {
      const now = { percent, atMs: performance.now() }
      if (at?.stage === stage && percent === at.last.percent) return
      at = at?.stage === stage && percent > at.last.percent ? { ...at, last: now } : { stage, first: now, last: now }
      left = secondsLeft(at.first, at.last)
      for (const listener of listeners) listener()
    },
    left: () => left,
    listen(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Seconds until `percent` is 100, as far as this page has seen it move. */
export function useTimeLeft(stage: string, percent: number): number | null {
  const [watching] = useState(watch)
  useEffect(() => watching.see(stage, percent), [watching, stage, percent])
  return useSyncExternalStore(watching.listen, watching.left)
}
