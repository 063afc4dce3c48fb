/** From a claimed signature to a caller and a body that can be trusted. */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { hash } from 'node:crypto'
import { AwsError } from '../plugin.ts'
import type { Caller, Credentials } from '../plugin.ts'
import type { ChunkSigner } from './signature/aws-chunked.ts'
import type { ClaimedSignature } from './signature/credential.ts'
import { signingKey } from './signature/keys.ts'
import { verifiedBody } from './signature/payload.ts'
import { verifySignature } from './signature/verify.ts'
import type { WireRequest } from './wire-request.ts'

/** No API but S3 takes more (DynamoDB's largest request is 16 MB). */
const LARGEST_BUFFERED = 32 * 1024 * 1024

/** Sets the request's caller and body, or throws AWS's error. S3 bodies stream and check themselves; others are read first, because their hash is signed. */
export async function authenticate(request: IncomingMessage, wire: WireRequest, claimed: ClaimedSignature, signer: { caller: Caller; credentials: Credentials }, region: string): Promise<void> {
  const verify = (payloadHash: string) => verifySignature({ head: wire.head, claimed, credentials: signer.credentials, payloadHash, region, now: Date.now() })
  if (claimed.service === 's3') {
    const declared = declaredHash(wire, claimed)
    verify(declared)
    wire.carry(s3Body(request, wire, declared, claimed, signer.credentials))
  } else {
    const body = await readAll(request)
    verify(wire.headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD' ? 'UNSIGNED-PAYLOAD' : hash('sha256', body))
    wire.carry(body)
  }
  wire.caller = signer.caller
  wire.presigned = claimed.expires !== undefined
}

function declaredHash(wire: WireRequest, claimed: ClaimedSignature): string {
  const header = wire.headers['x-amz-content-sha256']
  if (claimed.expires !== undefined) return (claimed.signedHeaders.includes('x-amz-content-sha256') ? (header as string) : undefined) ?? 'UNSIGNED-PAYLOAD'
  if (typeof header !== 'string') throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256', 400)
  if (!/^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/.test(header)) throw new AwsError('InvalidArgument', 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-…, or a valid sha256 value.', 400)
  return header
}

function s3Body(request: IncomingMessage, wire: WireRequest, declared: string, claimed: ClaimedSignature, credentials: Credentials): Readable {
  if (!declared.startsWith('STREAMING-')) return verifiedBody(request, declared, undefined, () => {})
  const signer: ChunkSigner | undefined = claimed.region === undefined ? undefined : { key: signingKey(credentials, claimed.day, claimed.region, claimed.service), date: claimed.date, scope: claimed.scope, seed: claimed.signature }
  // The plugin reads the decoded body, so the head must speak of that.
  const decoded = wire.headers['x-amz-decoded-content-length']
  if (typeof decoded === 'string') wire.headers['content-length'] = decoded
  const encodings = String(wire.headers['content-encoding'] ?? '').split(',').map(word => word.trim()).filter(word => word !== '' && word !== 'aws-chunked')
  if (encodings.length > 0) wire.headers['content-encoding'] = encodings.join(',')
  else delete wire.headers['content-encoding']
  return verifiedBody(request, declared, signer, (name, value) => (wire.headers[name] = value))
}

function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > LARGEST_BUFFERED) reject(new AwsError('RequestEntityTooLargeException', 'The request is too large.', 413))
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    request.on('error', reject)
  })
}
