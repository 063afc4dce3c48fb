/** Bytes on their way to disk: measured, digested, and refused when they are not what was announced. */
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { unlink } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { badDigest, entityTooLarge, incompleteBody, invalidDigest, missingContentLength } from '../wire/errors.ts'
import { checksumAlgorithms } from '../model.ts'
import type { Checksum, ChecksumAlgorithm } from '../model.ts'

/** S3's limit for one PUT or one part. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3
/** Few, large writes: a 16 MB part then lands at the disk's speed. */
const WRITE_BUFFER_BYTES = 1024 * 1024

export interface Announced {
  /** Undefined where no client is involved (a file of the machine). */
  readonly length?: number
  /** Base64. */
  readonly md5?: string
  readonly checksum?: Checksum
  /** Digest to compute although no value was announced up front (a trailer brings it). */
  readonly compute?: ChecksumAlgorithm
  /** Asked when all bytes are in; what a trailer said. */
  readonly trailing?: () => Checksum | undefined
}
export interface Received { readonly size: number; readonly md5: string; readonly checksum?: Checksum }

/** What the headers of a PUT promise about its body. */
export const announcedBy = (headers: IncomingHttpHeaders): Announced => {
  const length = headers['x-amz-decoded-content-length'] ?? headers['content-length']
  if (length === undefined) throw missingContentLength()
  const bytes = Number(length)
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw missingContentLength()
  if (bytes > MAX_PUT_BYTES) throw entityTooLarge(MAX_PUT_BYTES)
  const md5 = headers['content-md5']
  if (md5 !== undefined && Buffer.from(String(md5), 'base64').length !== 16) throw invalidDigest('Content-MD5')
  return { length: bytes, md5: md5 as string | undefined, checksum: checksumIn(headers), compute: trailerAlgorithm(headers) }
}

/** `x-amz-checksum-<algorithm>` of a request. */
export const checksumIn = (headers: Readonly<Record<string, unknown>>): Checksum | undefined => {
  for (const algorithm of checksumAlgorithms) {
    const value = headers[`x-amz-checksum-${algorithm}`]
    if (typeof value === 'string') {
      if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) throw invalidDigest(`x-amz-checksum-${algorithm}`)
      return { algorithm, value }
    }
  }
  return undefined
}

const trailerAlgorithm = (headers: IncomingHttpHeaders): ChecksumAlgorithm | undefined =>
  checksumAlgorithms.find(algorithm => headers['x-amz-trailer'] === `x-amz-checksum-${algorithm}`)

interface Digest { update(chunk: Buffer): void; base64(): string }

const crcDigest = (): Digest => {
  let value = 0
  return {
    update: chunk => { value = crc32(chunk, value) },
    base64: () => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes.toString('base64') },
  }
}
const hashDigest = (hash: Hash): Digest => ({ update: chunk => void hash.update(chunk), base64: () => hash.digest('base64') })

/** Null for crc32c and crc64nvme, which node does not compute: those are kept and echoed as sent, unverified. */
export const digestFor = (algorithm: ChecksumAlgorithm): Digest | null =>
  algorithm === 'crc32' ? crcDigest() : algorithm === 'sha1' || algorithm === 'sha256' ? hashDigest(createHash(algorithm)) : null

/** Writes `body` to a new read-only file. Whatever goes wrong (a cut body, a wrong digest), nothing stays behind. */
export const receiveBytes = async (body: Readable, path: string, announced: Announced): Promise<Received> => {
  const md5 = createHash('md5')
  const algorithm = announced.checksum?.algorithm ?? announced.compute
  const digest = algorithm ? digestFor(algorithm) : null
  const limit = announced.length ?? MAX_PUT_BYTES
  let size = 0
  const meter = new Transform({
    highWaterMark: WRITE_BUFFER_BYTES,
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limit) return done(announced.length === undefined ? entityTooLarge(limit) : incompleteBody())
      md5.update(chunk)
      digest?.update(chunk)
      done(null, chunk)
    },
  })
  try {
    // 0444: engines are handed this path (services.s3.localFile) and must not write to it.
    await pipeline(body, meter, createWriteStream(path, { flags: 'wx', mode: 0o444, highWaterMark: WRITE_BUFFER_BYTES }))
    if (announced.length !== undefined && size !== announced.length) throw incompleteBody()
    const md5Bytes = md5.digest()
    if (announced.md5 !== undefined && md5Bytes.toString('base64') !== announced.md5) throw badDigest('Content-MD5')
    const sent = announced.checksum ?? announced.trailing?.()
    const computed = digest?.base64()
    if (sent && computed !== undefined && computed !== sent.value) throw badDigest(sent.algorithm.toUpperCase())
    const checksum = sent ?? (algorithm && computed !== undefined ? { algorithm, value: computed } : undefined)
    return { size, md5: md5Bytes.toString('hex'), checksum }
  } catch (error) {
    await unlink(path).catch(() => {})
    throw (error as NodeJS.ErrnoException).code === 'ECONNRESET' || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE' ? incompleteBody() : error
  }
}
