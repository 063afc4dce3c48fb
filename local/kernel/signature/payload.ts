/** The body against what was signed for it, while it streams: its hash, or the frames of an aws-chunked upload. */
import { createHash } from 'node:crypto'
import { Transform, type Readable } from 'node:stream'
import { AwsError } from '../../plugin.ts'
import { AwsChunkedDecoder, type ChunkSigner } from './aws-chunked.ts'

/** `declared` is `x-amz-content-sha256` (or what stands for it in a presigned URL). `onTrailer` hears the headers after a chunked body. */
export function verifiedBody(source: Readable, declared: string, signer: ChunkSigner | undefined, onTrailer: (name: string, value: string) => void): Readable {
  if (declared === 'UNSIGNED-PAYLOAD') return source
  const check = declared.startsWith('STREAMING-') ? new AwsChunkedDecoder(signerFor(declared, signer), declared.endsWith('-TRAILER'), onTrailer) : new HashCheck(declared)
  // The body flows before anyone reads it: an error is kept for the reader, and is nobody else's.
  check.on('error', () => {})
  source.once('error', error => check.destroy(error))
  return source.pipe(check)
}

function signerFor(declared: string, signer: ChunkSigner | undefined): ChunkSigner | undefined {
  if (declared === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return undefined
  if (/^STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?$/.test(declared) && signer) return signer
  throw new AwsError('NotImplemented', `The local cloud does not read bodies signed as ${declared}.`, 501)
}

class HashCheck extends Transform {
  readonly #hash = createHash('sha256')
  readonly #declared: string

  constructor(declared: string) {
    super()
    this.#declared = declared
  }
  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: Error | null, chunk: Buffer) => void): void {
    this.#hash.update(chunk)
    done(null, chunk)
  }
  override _flush(done: (error?: Error) => void): void {
    if (this.#hash.digest('hex') === this.#declared) return done()
    done(new AwsError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.", 400))
  }
}
