/** Work that two processes must not do at once, such as writing build/. */
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Whoever holds the lock says so every second; one that has said nothing for ten is gone. */
const signOfLifeMs = 1_000
const silenceMs = 10 * signOfLifeMs

/** Waits until no other process is in `run` under the same lock (the path of a folder that is made and removed). */
export async function oneAtATime<T>(lock: string, run: () => Promise<T>): Promise<T> {
  while (!taken(lock)) {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > silenceMs) rmSync(lock, { recursive: true, force: true })
    else await pause(100)
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  // Whoever is asked to end in the middle leaves the lock to the next at once.
  process.once('exit', release)
  const alive = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), signOfLifeMs)
  try {
    return await run()
  } finally {
    clearInterval(alive)
    process.off('exit', release)
    release()
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw problem
  }
}
