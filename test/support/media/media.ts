/** `await media('portrait-phone')` → a file. Made once, kept under .cache/media by the recipe's own hash. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { recipes } from './recipes.ts'
import type { FilmRecipe, MediaName, Recipe } from './recipes.ts'
import { rewriteHeader } from './rewrite-header.ts'

export type { MediaName } from './recipes.ts'

const cache = join(import.meta.dirname, '../../../.cache/media')
const making = new Map<MediaName, Promise<string>>()

export function media(name: MediaName): Promise<string> {
  let file = making.get(name)
  if (!file) making.set(name, file = make(name))
  return file
}

async function make(name: MediaName): Promise<string> {
  const recipe: Recipe = recipes[name]
  const source = recipe.kind === 'truncated' || recipe.kind === 'rewritten' ? await readFile(await media(recipe.of as MediaName)) : null
  const hash = createHash('sha256').update(JSON.stringify(recipe)).update(source ?? '').digest('hex').slice(0, 12)
  const file = join(cache, `${name}-${hash}.${recipe.extension}`)
  if (existsSync(file)) return file
  await mkdir(cache, { recursive: true })
  // Test files run beside each other: each makes its own, the last rename wins, nobody reads half a file.
  const draft = `${file}.${process.pid}.tmp`
  if (recipe.kind === 'film') await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'make-film.ts'), JSON.stringify(recipe), draft])
  else await writeFile(draft, bytesOf(recipe, source!))
  await rename(draft, file)
  return file
}

/** `source` is the other recipe's file, where there is one. */
function bytesOf(recipe: Exclude<Recipe, FilmRecipe>, source: Buffer): Buffer {
  switch (recipe.kind) {
    case 'bytes': return Buffer.from(recipe.base64, 'base64')
    case 'truncated': return source.subarray(0, Math.floor(source.length * recipe.share))
    case 'rewritten': return rewriteHeader(source, recipe)
  }
}
