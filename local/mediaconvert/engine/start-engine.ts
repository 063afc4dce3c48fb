/** Starts the engine's process and follows it to its end. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { EngineMessage, EngineSpec } from './spec.ts'

export interface EngineOptions {
  readonly onMessage?: (message: EngineMessage) => void
  /** Kills the process; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Resolves with the last message: `source` for a probe, `encoded` or `failed` for an encode. A crash is a `failed` too. */
export function startEngine(spec: EngineSpec, { onMessage, signal }: EngineOptions = {}): Promise<EngineMessage> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const child = spawn(process.execPath, [join(import.meta.dirname, 'run.ts')], {
      stdio: 'pipe',
      // Nothing of ours but what Node needs: no keys, no addresses. Each encoder of a ladder waits in a thread of libuv's pool.
      env: { PATH: process.env['PATH'], UV_THREADPOOL_SIZE: '12' },
    })
    const kill = () => child.kill('SIGKILL')
    signal?.addEventListener('abort', kill, { once: true })
    let last: EngineMessage | null = null
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => { complaints = (complaints + text).slice(-2000) })
    createInterface({ input: child.stdout }).on('line', line => {
      last = JSON.parse(line) as EngineMessage
      onMessage?.(last)
    })
    child.once('error', reject)
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', kill)
      if (signal?.aborted) reject(signal.reason as Error)
      else if (last && (code === 0 || last.kind === 'failed')) resolve(last)
      else resolve({ kind: 'failed', code: 'broken', message: `The engine ended with ${killedBy ?? `code ${code}`}. ${complaints.trim().split('\n').at(-1) ?? ''}`.trim() })
    })
    // A process that dies at once takes its standard input along; its exit tells the story.
    child.stdin.on('error', () => {})
    child.stdin.write(`${JSON.stringify(spec)}\n`)
  })
}
