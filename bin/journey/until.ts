import { setTimeout as pause } from 'node:timers/promises'

/** Asks again until there is an answer. Throws, naming what was awaited, when the time is over. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | null | false>, { seconds = 30, everyMs = 150 }: { seconds?: number; everyMs?: number } = {}): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() >= end) throw new Error(`Waited ${seconds} s in vain for ${what}.`)
    await pause(everyMs)
  }
}
