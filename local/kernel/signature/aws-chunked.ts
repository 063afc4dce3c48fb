/**
 * Bodies in frames (`content-encoding: aws-chunked`): `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n`, ended by a
 * frame of size 0 and, for a `-TRAILER` body, by headers and an empty line.
 */
import { createHash, createHmac, hash, type KeyObject } from 'node:crypto'
import { Transform } from 'node:stream'
import { AwsError } from '../../plugin.ts'
import { mismatch, sameHex } from './verify.ts'

/** Each signed frame signs the one before it, beginning with the request's own signature. */
export interface ChunkSigner { readonly key: KeyObject; readonly date: string; readonly scope: string; readonly seed: string }

const EMPTY = hash('sha256', '')
const LONGEST_LINE = 8_192

export class AwsChunkedDecoder extends Transform {
  readonly #signer: ChunkSigner | undefined
  readonly #hasTrailer: boolean
  readonly #onTrailer: (name: string, value: string) => void
  #pending: Buffer = Buffer.alloc(0)
  #state: 'size' | 'data' | 'end of frame' | 'trailer' | 'last line' | 'done' = 'size'
  #left = 0
  #digest = createHash('sha256')
  #claimed = ''
  #previous: string
  #trailer = ''

  constructor(signer: ChunkSigner | undefined, hasTrailer: boolean, onTrailer: (name: string, value: string) => void) {
    super()
    this.#signer = signer
    this.#hasTrailer = hasTrailer
    this.#onTrailer = onTrailer
    this.#previous = signer?.seed ?? ''
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#pending = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    try {
      while (this.#step());
      done()
    } catch (error) {
      done(error as Error)
    }
  }

  override _flush(done: (error?: Error | null) => void): void {
    done(this.#state === 'done' ? null : new AwsError('IncompleteBody', 'The request body terminated unexpectedly.', 400))
  }

  /** Takes one thing off the pending bytes; false when more must arrive first. */
  #step(): boolean {
    if (this.#state === 'data') return this.#takeData()
    if (this.#state === 'done') {
      if (this.#pending.length > 0) throw malformed('bytes after its end')
      return false
    }
    const line = this.#takeLine()
    if (line === undefined) return false
    if (this.#state === 'size') this.#beginFrame(line)
    else if (this.#state === 'trailer') this.#takeTrailer(line)
    else if (line !== '') throw malformed('a frame longer than its size')
    else if (this.#state === 'end of frame') this.#endFrame()
    else this.#state = 'done'
    return true
  }

  #takeLine(): string | undefined {
    const end = this.#pending.indexOf('\r\n')
    if (end > LONGEST_LINE || (end < 0 && this.#pending.length > LONGEST_LINE)) throw malformed('a line too long')
    if (end < 0) return undefined
    const line = this.#pending.toString('latin1', 0, end)
    this.#pending = this.#pending.subarray(end + 2)
    return line
  }

  #beginFrame(line: string): void {
    const [, size, claimed = ''] = /^([0-9a-fA-F]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? []
    if (size === undefined) throw malformed('a frame without its size')
    this.#left = parseInt(size, 16)
    this.#claimed = claimed
    this.#digest = createHash('sha256')
    if (this.#left > 0) {
      this.#state = 'data'
    } else {
      this.#endFrame()
      this.#state = this.#hasTrailer ? 'trailer' : 'last line'
    }
  }

  #takeData(): boolean {
    if (this.#pending.length === 0) return false
    const bytes = this.#pending.subarray(0, this.#left)
    this.#pending = this.#pending.subarray(bytes.length)
    this.#left -= bytes.length
    if (this.#signer) this.#digest.update(bytes)
    this.push(bytes)
    if (this.#left === 0) this.#state = 'end of frame'
    return true
  }

  #endFrame(): void {
    this.#state = 'size'
    if (!this.#signer) return
    const digest = this.#digest.digest('hex')
    this.#verify(this.#claimed, `AWS4-HMAC-SHA256-PAYLOAD\n${this.#signer.date}\n${this.#signer.scope}\n${this.#previous}\n${EMPTY}\n${digest}`)
    this.#previous = this.#claimed
  }

  #takeTrailer(line: string): void {
    if (line === '') {
      if (this.#signer) throw malformed('a trailer without its signature')
      this.#state = 'done'
      return
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name !== 'x-amz-trailer-signature') {
      this.#trailer += `${name}:${value}\n`
      return this.#onTrailer(name, value)
    }
    if (this.#signer) this.#verify(value, `AWS4-HMAC-SHA256-TRAILER\n${this.#signer.date}\n${this.#signer.scope}\n${this.#previous}\n${hash('sha256', this.#trailer)}`)
    this.#state = 'last line'
  }

  #verify(claimed: string, text: string): void {
    if (!sameHex(claimed, createHmac('sha256', this.#signer!.key).update(text).digest())) throw mismatch('s3')
  }
}

const malformed = (what: string): AwsError => new AwsError('InvalidRequest', `The aws-chunked body has ${what}.`, 400)
