/** Compression by the edge: which answers, and in which encoding. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Behaviour } from '../distribution.ts'
import type { Entry } from './cache.ts'

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

/** From CloudFront's list ("File types that CloudFront compresses"), those a web app and its films have. */
const compressible = new Set([
  'application/dash+xml', 'application/javascript', 'application/json', 'application/pdf', 'application/rss+xml', 'application/vnd.apple.mpegurl', 'application/wasm',
  'application/x-javascript', 'application/x-mpegurl', 'application/xhtml+xml', 'application/xml', 'font/otf', 'font/ttf', 'image/svg+xml', 'text/css', 'text/csv',
  'text/html', 'text/javascript', 'text/plain', 'text/xml', 'vnd.apple.mpegurl',
])
const smallest = 1_000
const largest = 10_000_000

/** Whether an answer could be compressed, for whoever accepts it: then it varies by Accept-Encoding. */
export function mayCompress({ compress, cachePolicy }: Behaviour, { status, headers, body }: Entry): boolean {
  if (!compress || !(cachePolicy.gzip || cachePolicy.brotli) || status !== 200 || headers['content-encoding']) return false
  if (body.length < smallest || body.length > largest || /\bno-transform\b/.test(headers['cache-control'] ?? '')) return false
  return compressible.has((headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase())
}

/** Brotli where the viewer takes it, else gzip, else nothing. */
export function encodingFor({ cachePolicy }: Behaviour, acceptEncoding: string | undefined): 'br' | 'gzip' | undefined {
  const accepted = (acceptEncoding ?? '').toLowerCase().split(',').map(one => one.trim()).filter(one => !/;\s*q=0(\.0*)?$/.test(one)).map(one => one.split(';')[0]!.trim())
  if (cachePolicy.brotli && accepted.includes('br')) return 'br'
  return cachePolicy.gzip && accepted.includes('gzip') ? 'gzip' : undefined
}

export function compressedBody(entry: Entry, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const known = entry.compressed.get(encoding)
  if (known) return known
  const made = encoding === 'gzip' ? gzipped(entry.body) : brotlied(entry.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  entry.compressed.set(encoding, made)
  return made
}
