/** One hash over many files: what a build step was made from. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

const skipped = new Set(['node_modules', 'dist', '.git'])

/** Every file below the given files and folders (relative to the repository), sorted; absent ones are left out. */
export function filesBelow(paths: readonly string[], wanted: (file: string) => boolean = () => true): string[] {
  const walk = (path: string): string[] => {
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    if (!found) return []
    if (!found.isDirectory()) return wanted(path) ? [path] : []
    return readdirSync(join(root, path)).filter(name => !skipped.has(name)).flatMap(name => walk(join(path, name)))
  }
  return paths.flatMap(walk).sort()
}

/** Names count too, so that a moved file is a change. `salt` is whatever else the result depends on. */
export function hashOf(files: readonly string[], salt = ''): string {
  const hash = createHash('sha256').update(salt)
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}
