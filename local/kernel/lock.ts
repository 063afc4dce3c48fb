/** One process per state folder: two would write over each other. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Takes the folder, or refuses with a sentence when a living process has it. Answers what gives it back. */
export function lockStateDir(dir: string): () => void {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'pid')
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error
      const owner = ownerOf(file)
      if (owner !== undefined && isAlive(owner)) throw new Error(`Another local cloud (process ${owner}) is running on ${dir}: stop it first, or set PLAYHOUSE_STATE to another folder.`, { cause: error })
      rmSync(file, { force: true }) // left behind by a crash
    }
  }
}

function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

/** Where /proc tells, a number that now belongs to something other than Node counts as gone: process numbers are reused. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node')
  } catch {
    return true
  }
}
