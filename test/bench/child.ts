import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { root } from '../../bin/hash-of.ts'

export const bundleOf = (name: string) => join(root, 'build/functions', name, 'index.js')

/** Bundles a floor's source just as bin/build-functions.ts bundles the functions. */
export async function bundled(source: string): Promise<string> {
  const outfile = join(root, 'build/bench', `${source.replace(/\.ts$/, '')}.cjs`)
  await build({ absWorkingDir: import.meta.dirname, entryPoints: [source], outfile, bundle: true, minify: true, platform: 'node', target: 'node24', format: 'cjs', mainFields: ['module', 'main'], legalComments: 'none', logLevel: 'warning' })
  return outfile
}

/** A server in a process of its own, with only this environment; it ends when its input closes, or with us. */
export async function served(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [...args], { env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line') as [string]
  child.stdout.resume()
  return {
    url: `http://127.0.0.1:${line}`,
    async stop() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
