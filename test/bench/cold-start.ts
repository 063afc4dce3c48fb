/** Import plus the first DynamoDB call over TLS, in a fresh process: the honest cost of a cold start, against a handler with nothing but the SDK. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { benchTable } from './bench-table.ts'
import { bundled, bundleOf } from './child.ts'
import { median, type Figure } from './report.ts'

const rounds = 15

/** DynamoDB Local speaks http only; AWS does not. */
async function behindTls(endpoint: string) {
  const folder = mkdtempSync(join(tmpdir(), 'playhouse-tls-'))
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' })
  const server = createServer({ key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) }, (incoming, outgoing) => {
    incoming.pipe(request(endpoint, { method: incoming.method, path: incoming.url, headers: incoming.headers }, answer => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    }))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ca: join(folder, 'cert.pem'), stop: () => { server.close(); server.closeAllConnections(); rmSync(folder, { recursive: true }) } }
}

export async function measure(): Promise<Figure[]> {
  const table = await benchTable()
  const tls = await behindTls(table.endpoint)
  const env = { PATH: process.env.PATH ?? '', ...table.env, AWS_ENDPOINT_URL: tls.url, NODE_EXTRA_CA_CERTS: tls.ca }
  const cold = async (bundle: string) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'cold-once.cjs'), bundle, `/api/videos/${table.videoId}`], { env })
    return Number(/^cold (.*)$/m.exec(stdout)![1])
  }
  try {
    const bare = await bundled('cold-bare.ts')
    const times: Record<'bare' | 'ours', number[]> = { bare: [], ours: [] }
    for (let round = 0; round <= rounds; round++) {
      const [floor, figure] = [await cold(bare), await cold(bundleOf('videos-api'))]
      // The first round warms the disk's cache.
      if (round > 0) { times.bare.push(floor); times.ours.push(figure) }
    }
    const third = Math.ceil(rounds / 3)
    const floors = [0, 1, 2].map(part => median(times.bare.slice(part * third, (part + 1) * third)))
    const folder = dirname(bundleOf('videos-api'))
    const files = readdirSync(folder).filter(file => file.endsWith('.js')).map(file => readFileSync(join(folder, file)))
    const kilobytes = (contents: readonly Buffer[]) => contents.reduce((sum, { length }) => sum + length, 0) / 1024
    return [
      { name: 'videos-api: import and first DynamoDB call over TLS', unit: 'ms', figure: median(times.ours), floors, promise: { of: 'ratio', atMost: 1.6 } },
      { name: 'videos-api: bundle', unit: 'KB', figure: kilobytes(files), floors: [statSync(bare).size / 1024], promise: { of: 'figure', atMost: 780 }, note: `${Math.round(kilobytes(files.map(file => gzipSync(file))))} KB compressed; index.js alone ${Math.round(statSync(bundleOf('videos-api')).size / 1024)} KB` },
    ]
  } finally {
    tls.stop()
    await table.stop()
  }
}
