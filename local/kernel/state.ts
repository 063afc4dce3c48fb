/**
 * Small JSON state that survives a kill: written to a temporary file, synced, renamed over the old one.
 * Saves are gathered for 25 ms, so a busy plugin costs one write, and a crash loses less than 50 ms.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { State } from '../plugin.ts'

const GATHER_MS = 25

export interface StateStore {
  state<T extends object>(plugin: string, name: string, initial: () => T): State<T>
  /** Writes whatever is not yet on disk. */
  flush(): Promise<void>
}

/** `onError` hears of a write that nobody awaited (a full disk, say). */
export function createStateStore(dir: string, onError: (error: Error) => void): StateStore {
  const files = new Map<string, JsonFile<object>>()
  return {
    state<T extends object>(plugin: string, name: string, initial: () => T): State<T> {
      const path = join(dir, plugin, `${name}.json`)
      const known = files.get(path)
      if (known) return known as unknown as State<T>
      const file = new JsonFile<T>(path, read(path) ?? initial(), onError)
      files.set(path, file as unknown as JsonFile<object>)
      return file
    },
    async flush() {
      await Promise.all([...files.values()].map(file => file.flush()))
    },
  }
}

function read<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`The state in ${path} cannot be read (${(error as Error).message}): \`npm run reset\` clears it.`, { cause: error })
  }
}

class JsonFile<T extends object> implements State<T> {
  value: T
  readonly #path: string
  readonly #onError: (error: Error) => void
  #dirty = false
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string, value: T, onError: (error: Error) => void) {
    this.#path = path
    this.value = value
    this.#onError = onError
  }

  save(): void {
    this.#dirty = true
    this.#timer ??= setTimeout(() => this.flush().catch(this.#onError), GATHER_MS)
  }

  /** Resolves when the value as it is now is on disk. Writes run one after another; one that finds nothing new is skipped. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.catch(() => {}).then(async () => {
      if (!this.#dirty) return
      this.#dirty = false
      try {
        await this.#write()
      } catch (error) {
        this.#dirty = true
        throw error
      }
    })
    return this.#writing
  }

  async #write(): Promise<void> {
    mkdirSync(dirname(this.#path), { recursive: true })
    const temporary = `${this.#path}.tmp`
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(this.value))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, this.#path)
  }
}
