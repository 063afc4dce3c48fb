/** One esbuild call turns every function into one file: build/functions/<domain>-<file>/index.js. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { filesBelow, root } from './hash-of.ts'

/** What Lambda runs is told by its name; everything else in a domain is imported by one of these. `platform` is what they all stand on. */
const entryName = /^functions\/(?!platform\/)[a-z-]+\/(api|on-[a-z-]+|every-[a-z-]+|webhook-[a-z-]+|rotate-[a-z-]+)\.ts$/

/** `functions/videos/on-job-changed.ts` → `videos-on-job-changed` */
export const bundleName = (entry: string) => `${basename(dirname(entry))}-${basename(entry, '.ts')}`
export const functionEntries = () => filesBelow(['functions'], file => entryName.test(file))

/**
 * Ways to find credentials that Lambda never takes: it puts them into the environment, where the SDK looks
 * first. The SDK imports these only when it comes to them, so leaving them out costs nothing but 90 KB less.
 */
export const otherCredentialSources = [
  '@aws-sdk/credential-provider-http', '@aws-sdk/credential-provider-ini', '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso', '@aws-sdk/credential-provider-web-identity', '@smithy/credential-provider-imds',
]

export async function buildFunctions(): Promise<void> {
  const entries = functionEntries()
  const out = join(root, 'build')
  const result = await esbuild({
    absWorkingDir: root,
    entryPoints: entries.map(entry => ({ in: entry, out: join('functions', bundleName(entry), 'index') })),
    outdir: out,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    // CJS: under ESM, `import 'node:http'` evaluates undici, which costs 12 ms of every cold start.
    format: 'cjs',
    // esbuild's default for node prefers `main`, which cannot be shaken: 200 KB per function.
    mainFields: ['module', 'main'],
    external: otherCredentialSources,
    legalComments: 'none',
    // Beside the bundles, never in them: an inline map costs 26 ms of a cold start.
    sourcemap: 'external',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  rmSync(join(out, 'functions'), { recursive: true, force: true })
  for (const file of result.outputFiles) {
    const path = file.path.endsWith('.map') ? file.path.replace(join(out, 'functions'), join(out, 'maps')) : file.path
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.contents)
  }
  // Wherever a bundle lies, it says itself what it is: below this repository the project's own package.json would say otherwise.
  for (const entry of entries) writeFileSync(join(out, 'functions', bundleName(entry), 'package.json'), '{"type":"commonjs"}\n')
  writeFileSync(join(out, 'meta.json'), JSON.stringify(result.metafile))
}
