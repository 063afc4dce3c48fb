/** esbuild turns every function into a folder of its own: build/functions/<domain>-<file>/index.js, and chunks beside it for what it loads on demand. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build as esbuild, transform, type BuildOptions, type Metafile } from 'esbuild'
import { embedWasm } from './embed-wasm.ts'
import { filesBelow, root } from './hash-of.ts'

/** What Lambda runs is told by its name; everything else in a domain is imported by one of these. `platform` is what they all stand on. */
const entryName = /^functions\/(?!platform\/)[a-z-]+\/(api|on-[a-z-]+|every-[a-z-]+|webhook-[a-z-]+|rotate-[a-z-]+)\.ts$/

/** `functions/videos/on-job-changed.ts` → `videos-on-job-changed` */
export const bundleName = (entry: string) => `${basename(dirname(entry))}-${basename(entry, '.ts')}`
export const functionEntries = () => filesBelow(['functions'], file => entryName.test(file))

/**
 * What the SDK imports only when it comes to it, and on Lambda never does, so that leaving it out costs nothing but 120 KB
 * less: other ways to find credentials than the environment, and the names of browsers.
 */
export const neverOnLambda = [
  'bowser',
  '@aws-sdk/credential-provider-http', '@aws-sdk/credential-provider-ini', '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso', '@aws-sdk/credential-provider-web-identity', '@smithy/credential-provider-imds',
]

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  metafile: true,
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions

const forLambda = {
  ...common,
  minify: true,
  // esbuild's default for node prefers `main`, which cannot be shaken: 200 KB per function.
  mainFields: ['module', 'main'],
  external: neverOnLambda,
  plugins: [embedWasm],
  // The codecs look for their WebAssembly beside themselves only when it is not handed to them.
  logOverride: { 'empty-import-meta': 'silent' },
  legalComments: 'none',
} as const satisfies BuildOptions

/** What esbuild made of every function, by bundle name: what test/lib/bundles.test.ts judges. */
export type BundleOutputs = Readonly<Record<string, Metafile['outputs']>>

interface Bundle {
  readonly name: string
  readonly outputs: Metafile['outputs']
  readonly files: readonly { readonly name: string; readonly code: string; readonly map: string }[]
}

export async function buildFunctions(): Promise<void> {
  const entries = functionEntries()
  const onDemand = await loadingOnDemand(entries)
  const bundles = (await Promise.all([whole(entries.filter(entry => !onDemand.includes(entry))), ...onDemand.map(split)])).flat()
  const out = join(root, 'build')
  for (const folder of ['functions', 'maps']) rmSync(join(out, folder), { recursive: true, force: true })
  for (const { name, files } of bundles) {
    for (const file of files) {
      write(join(out, 'functions', name, file.name), file.code)
      // Beside the bundles, never in them: an inline map costs 26 ms of a cold start.
      write(join(out, 'maps', name, `${file.name}.map`), file.map)
    }
    // Wherever a bundle lies, it says itself what it is: below this repository the project's own package.json would say otherwise.
    write(join(out, 'functions', name, 'package.json'), '{"type":"commonjs"}\n')
  }
  write(join(out, 'meta.json'), JSON.stringify(Object.fromEntries(bundles.map(({ name, outputs }) => [name, outputs]))))
}

/** Our own `import()` somewhere below an entry says that not every start needs what it names. */
async function loadingOnDemand(entries: readonly string[]): Promise<string[]> {
  const { metafile: { inputs, outputs } } = await esbuild({ ...common, entryPoints: [...entries], outdir: 'build', packages: 'external' })
  const importsOnDemand = (file: string) => inputs[file]!.imports.some(({ kind, external }) => kind === 'dynamic-import' && !external)
  return Object.values(outputs).filter(output => Object.keys(output.inputs).some(importsOnDemand)).map(({ entryPoint }) => entryPoint!)
}

/** Functions that need all they have: one call, one CommonJS file each. */
async function whole(entries: readonly string[]): Promise<Bundle[]> {
  const { outputFiles, metafile } = await esbuild({
    ...forLambda,
    entryPoints: entries.map(entry => ({ in: entry, out: join(bundleName(entry), 'index') })),
    outdir: 'build/functions',
    // Under ESM, `import 'node:http'` evaluates undici, which costs 12 ms of every cold start.
    format: 'cjs',
    sourcemap: 'external',
  })
  const textOf = (file: string) => outputFiles.find(({ path }) => path === join(root, file))!.text
  return entries.map(entry => {
    const name = bundleName(entry)
    const file = `build/functions/${name}/index.js`
    return { name, outputs: { [file]: metafile.outputs[file]! }, files: [{ name: 'index.js', code: textOf(file), map: textOf(`${file}.map`) }] }
  })
}

/** A function whose start neither reads nor parses what it loads on demand. esbuild splits ESM only, so each chunk becomes CommonJS afterwards. */
async function split(entry: string): Promise<Bundle> {
  const name = bundleName(entry)
  const { outputFiles, metafile } = await esbuild({
    ...forLambda,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir: `build/functions/${name}`,
    format: 'esm',
    splitting: true,
    sourcemap: 'inline',
  })
  const files = outputFiles.map(async ({ path, text }) => ({
    name: basename(path),
    ...await transform(text, { format: 'cjs', platform: 'node', target: 'node24', supported: { 'dynamic-import': false }, minify: true, legalComments: 'none', sourcemap: 'external', sourcefile: basename(path) }),
  }))
  return { name, outputs: metafile.outputs, files: await Promise.all(files) }
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
