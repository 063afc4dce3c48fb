/**
 * The engine as a process: `node run.ts <spec.json>`, or the spec as the first line of standard input; answers
 * one JSON message per line. FFmpeg may crash on hostile bytes, hang, or be cancelled in the middle; a process
 * of its own is what makes all three harmless.
 */
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { AV_LOG_ERROR } from 'node-av/constants'
import { Log } from 'node-av/lib'
import { encode } from './encode.ts'
import { EngineError } from './engine-error.ts'
import { openSource } from './open-source.ts'
import { sourceFacts } from './source-facts.ts'
import type { EngineMessage, EngineSpec } from './spec.ts'

const say = (message: EngineMessage) => process.stdout.write(`${JSON.stringify(message)}\n`)

try {
  Log.setLevel(AV_LOG_ERROR)
  const spec = JSON.parse(process.argv[2] ? readFileSync(process.argv[2], 'utf8') : await firstLine()) as EngineSpec
  if (spec.task === 'encode') {
    // Before any of FFmpeg's threads exist: they inherit it.
    if (spec.niceness) setPriority(spec.niceness)
    say(await encode(spec, say))
  } else {
    await using source = await openSource(spec.input)
    say({ kind: 'source', source: sourceFacts(source) })
  }
} catch (error) {
  say({ kind: 'failed', code: error instanceof EngineError ? error.code : 'broken', message: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
} finally {
  process.stdin.destroy()
}

/** Whoever started the engine holds its standard input open; when that ends, they are gone and nobody wants the result. */
function firstLine(): Promise<string> {
  process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL'))
  return new Promise(resolve => createInterface({ input: process.stdin }).once('line', resolve))
}
