/**
 * `import bytes from '….wasm'`: the file stands in the bundle, as Brotli in base64, a third of its size on disk; `bytes()`
 * unpacks it. A bundle stays the one file that Lambda runs.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'esbuild'

const moduleOf = (file: string) =>
  `import { brotliDecompressSync } from 'node:zlib'\nconst packed = '${brotliCompressSync(readFileSync(file)).toString('base64')}'\nexport default () => brotliDecompressSync(Buffer.from(packed, 'base64'))\n`

/** For the functions' bundles. */
export const embedWasm: Plugin = {
  name: 'embed-wasm',
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({ contents: moduleOf(path), loader: 'js' }))
  },
}

/** For tests, which read the sources as they are. */
export const readWasm = () => ({
  name: 'read-wasm',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id.endsWith('.wasm') ? mark + Buffer.from(fileURLToPath(import.meta.resolve(id))).toString('base64url') : undefined),
  load: (id: string) => (id.startsWith(mark) ? moduleOf(Buffer.from(id.slice(mark.length), 'base64url').toString()) : undefined),
})
/** No path: whatever looks like one in node_modules is left to Node, which cannot load it. */
const mark = '\0embedded-wasm:'
