/** `npm run synth`: the stacks of a stage as a cloud assembly, offline and without credentials; skipped when nothing has changed. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sizesIn, tableOf } from './template-sizes.ts'
import { filesBelow, hashOf, root } from './hash-of.ts'

const inputs = ['bin', 'lib', 'build/functions', 'web/dist', 'cdk.json', 'package-lock.json', 'functions/edge']
const hashFor = (stage: string) =>
  hashOf([...filesBelow(inputs), ...filesBelow(['functions'], file => /(contract|env)\.ts$/.test(file))], stage)

/** Writes the assembly of a stage to `outdir` (cdk.out). Run `build()` first. */
export async function synth(stage: string, outdir = join(root, 'cdk.out')): Promise<{ changed: boolean }> {
  const hashFile = join(outdir, '.hash')
  const hash = hashFor(stage)
  if (existsSync(hashFile) && existsSync(join(outdir, 'manifest.json')) && readFileSync(hashFile, 'utf8') === hash) return { changed: false }
  // Assets of earlier syntheses would pile up otherwise.
  rmSync(outdir, { recursive: true, force: true })
  await runApp({ CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ stage }) })
  writeFileSync(hashFile, hash)
  return { changed: true }
}

/** In a process of its own: the CDK library takes 200 MB that whoever asks should not keep. */
function runApp(variables: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin/playhouse.ts')], { cwd: root, env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', text => (said += text))
    child.stderr.on('data', text => (said += text))
    child.once('error', reject)
    child.once('exit', code => {
      if (code !== 0) return reject(new Error(`Synthesis failed.\n${said}`))
      if (process.env.PLAYHOUSE_VERBOSE) process.stdout.write(said)
      resolve()
    })
  })
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { stage: { type: 'string', default: 'local' }, out: { type: 'string' } } })
  const { changed } = await synth(values.stage, values.out)
  if (!changed) console.log('Nothing has changed since the last synthesis.')
  console.log(tableOf(sizesIn(values.out ?? join(root, 'cdk.out'))))
}
