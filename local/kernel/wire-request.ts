/** An API request as plugins see it, built lazily: most requests need neither a parsed URL nor a stream. */
import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import type { ApiRequest, Caller } from '../plugin.ts'
import type { WireHead } from './signature/wire-head.ts'

export class WireRequest implements ApiRequest {
  readonly method: string
  /** A copy: a chunked body's decoded length and trailers are written into it. */
  readonly headers: IncomingHttpHeaders
  readonly requestId: string
  readonly head: WireHead
  caller: Caller = { kind: 'anonymous', principal: 'anonymous' }
  presigned = false
  #url: URL | undefined
  #bytes: Buffer | undefined
  #stream: Readable | undefined

  constructor(head: WireHead, requestId: string) {
    this.head = head
    this.method = head.method
    this.headers = { ...head.headers }
    this.requestId = requestId
  }

  get url(): URL {
    return (this.#url ??= new URL(`http://${this.head.headers.host ?? 'localhost'}${this.head.rawPath}${this.head.rawQuery ? `?${this.head.rawQuery}` : ''}`))
  }

  get target(): string {
    return this.head.rawQuery ? `${this.head.rawPath}?${this.head.rawQuery}` : this.head.rawPath
  }

  /** Either everything at once or a stream that checks itself while it is read. */
  carry(body: Buffer | Readable): void {
    if (Buffer.isBuffer(body)) this.#bytes = body
    else this.#stream = body
  }

  get body(): Readable {
    return (this.#stream ??= Readable.from(this.#bytes && this.#bytes.length > 0 ? [this.#bytes] : [], { objectMode: false }))
  }

  async text(): Promise<string> {
    if (!this.#bytes) {
      const chunks: Buffer[] = []
      for await (const chunk of this.body) chunks.push(chunk as Buffer)
      this.#bytes = Buffer.concat(chunks)
    }
    return this.#bytes.toString('utf8')
  }
}
