/** S3 as the copier sees it, on loopback: every key of the bucket `uploads` is one file on disk; of what is put anywhere else it keeps name and length. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LoopbackS3 {
  readonly url: string
  /** Bytes by key. */
  readonly written: ReadonlyMap<string, number>
  stop(): void
}

export async function loopbackS3(file: string): Promise<LoopbackS3> {
  const { size } = await stat(file)
  const written = new Map<string, number>()

  async function put(request: IncomingMessage, key: string): Promise<void> {
    let bytes = 0
    for await (const chunk of request) bytes += (chunk as Buffer).length
    // Whoever resumes writes what is not there, and nothing else.
    if (written.has(key) && !/\.(m3u8|mpd)$|init/.test(key)) throw new Error(`${key} was written twice.`)
    written.set(key, bytes)
  }

  function list(response: ServerResponse, prefix: string, after: string): void {
    const keys = [...written.keys()].filter(key => key.startsWith(prefix) && key > after).sort()
    const page = keys.slice(0, 1000)
    response.end(`<?xml version="1.0"?><ListBucketResult><IsTruncated>${keys.length > 1000}</IsTruncated>${keys.length > 1000 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}${page.map(key => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('')}</ListBucketResult>`)
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://s3')
    const key = pathname.split('/').slice(2).join('/')
    if (request.method === 'PUT') return void put(request, key).then(() => response.end(), (problem: Error) => response.writeHead(500).end(problem.message))
    if (searchParams.has('list-type')) return list(response, searchParams.get('prefix')!, searchParams.get('continuation-token') ?? '')
    if (request.method === 'HEAD') return void response.setHeader('content-length', size).end()
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers.range!)!.map(Number) as [number, number, number]
    response.writeHead(206, { 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${size}` })
    createReadStream(file, { start, end }).pipe(response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, written, stop: () => { server.close(); server.closeAllConnections() } }
}
