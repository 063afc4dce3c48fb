/** Makes a film: a landscape in moving light, with soft chords. The same recipe is the same film. */
import { execFile } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PaletteName } from './palettes.ts'
import type { Landscape } from './scene.ts'

export interface FilmRecipe {
  readonly title: string
  readonly landscape: Landscape
  readonly palette: PaletteName
  readonly seconds: number
  /** Pixels; even. */
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly seed: number
  /** A ship, where there is sea. */
  readonly ferry?: boolean
  /** Where the MP4 goes (H.264, AAC). */
  readonly file: string
}

/** Resolves when the file is complete; half a film is never seen under its name. */
export async function renderFilm(recipe: FilmRecipe, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
  const draft = `${recipe.file}.${process.pid}.part`
  try {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'film-process.ts'), JSON.stringify({ ...recipe, file: draft })], { ...(signal && { signal }) })
    await rename(draft, recipe.file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
