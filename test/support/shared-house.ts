/** One local cloud for the whole run, on the stacks as they synthesize now, with a state of its own that is thrown away. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'
import { build } from '../../bin/build.ts'
import { root } from '../../bin/hash-of.ts'
import { synth } from '../../bin/synth.ts'
import { judge } from './grants-ledger.ts'

export interface HouseAddress {
  readonly frontDoor: string
  readonly endpoint: string
  readonly operator: { readonly accessKeyId: string; readonly secretAccessKey: string }
}
declare module 'vitest' {
  interface ProvidedContext { house: HouseAddress }
}

export default async function setup(project: TestProject) {
  await build()
  const assembly = join(root, 'build/test-assembly')
  await synth('local', assembly)
  const state = await mkdtemp(join(tmpdir(), 'playhouse-test-'))
  const child = spawn(process.execPath, [join(root, 'local/main.ts'), '--assembly', assembly, '--pace', '0', '--quiet', '--with-parent'], {
    cwd: root, env: { ...process.env, PORT: '0', PLAYHOUSE_STATE: state }, stdio: ['pipe', 'pipe', 'inherit'],
  })
  const house = await firstLine(child)
  project.provide('house', house)
  // A run of a few files exercises a few grants; only a whole one can judge them.
  const whole = process.argv.slice(2).every(argument => argument === 'run')

  return async () => {
    try {
      if (whole) await judge(house.frontDoor)
    } finally {
      child.kill('SIGTERM')
      await new Promise(ended => (child.exitCode === null ? child.once('exit', ended) : ended(undefined)))
      await rm(state, { recursive: true, force: true })
    }
  }
}

async function firstLine(child: ChildProcess): Promise<HouseAddress> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('{')) {
      child.stdout!.resume()
      return JSON.parse(line) as HouseAddress
    }
  }
  throw new Error('The local cloud did not start; its reason stands above.')
}
