/** `npm run reset`: forgets everything the local cloud keeps. What is built stays. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './hash-of.ts'

const state = process.env.PLAYHOUSE_STATE ?? join(root, '.playhouse')
const pidFile = join(state, 'pid')
if (existsSync(pidFile) && isAlive(Number(readFileSync(pidFile, 'utf8')))) {
  console.error('The house is open. Close it first (Ctrl-C where it runs), then reset.')
  process.exit(1)
}
rmSync(state, { recursive: true, force: true })
console.log('The house is empty again.')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
