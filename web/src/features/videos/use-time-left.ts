import { useEffect, useState } from 'react'
import { secondsLeft, type Seen } from './time-left.ts'

interface Memory { readonly stage: string; readonly first: Seen; readonly last: Seen }
const begin = (stage: string, percent: number): Memory => {
  const seen = { percent, atMs: performance.now() }
  return { stage, first: seen, last: seen }
}

/** Seconds until `percent` is 100, as far as this page has seen it move. A new stage, or a step back, begins anew. */
export function useTimeLeft(stage: string, percent: number): number | null {
  const [memory, setMemory] = useState(() => begin(stage, percent))
  useEffect(() => setMemory(before => {
    if (before.stage !== stage || percent < before.last.percent) return begin(stage, percent)
    return percent > before.last.percent ? { ...before, last: { percent, atMs: performance.now() } } : before
  }), [stage, percent])
  return secondsLeft(memory.first, memory.last)
}
