/** Verifies a request's signature: AWS4-HMAC-SHA256 in header or query, and AWS4-ECDSA-P256-SHA256 (sigv4a) in the header. */
import { createHmac, hash, timingSafeEqual, verify } from 'node:crypto'
import { AwsError } from '../../plugin.ts'
import type { Credentials } from '../../plugin.ts'
import { instanceIn } from '../../faults/session-token.ts'
import { canonicalRequest } from './canonical.ts'
import type { ClaimedSignature } from './credential.ts'
import { signingKey, sigv4aPublicKey } from './keys.ts'
import type { WireHead } from './wire-head.ts'

const SKEW_MS = 15 * 60_000

export interface Verification {
  readonly head: WireHead
  readonly claimed: ClaimedSignature
  readonly credentials: Credentials
  readonly payloadHash: string
  readonly region: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** Returns when the signature holds; otherwise throws AWS's error for what is wrong. */
export function verifySignature(verification: Verification): void {
  const { head, claimed, credentials } = verification
  checkTime(claimed, verification.now)
  checkScope(verification)
  if (claimed.sessionToken !== undefined && instanceIn(credentials, claimed.sessionToken) === undefined) throw unknownKey(claimed.service)
  checkSignedHeaders(head, claimed)
  const text = stringToSign(claimed, canonicalRequest(head, claimed.service, claimed.signedHeaders, verification.payloadHash))
  const holds = claimed.algorithm === 'AWS4-HMAC-SHA256'
    ? sameHex(claimed.signature, createHmac('sha256', signingKey(credentials, claimed.day, claimed.region!, claimed.service)).update(text).digest())
    : verify('sha256', Buffer.from(text), sigv4aPublicKey(credentials), Buffer.from(claimed.signature, 'hex'))
  if (!holds) throw mismatch(claimed.service)
}

export const stringToSign = (claimed: ClaimedSignature, canonical: string): string => `${claimed.algorithm}\n${claimed.date}\n${claimed.scope}\n${hash('sha256', canonical)}`

/** Constant time over the digest; a signature of another length is simply not it. */
export function sameHex(hex: string, digest: Buffer): boolean {
  const given = Buffer.from(hex, 'hex')
  return given.length === digest.length && timingSafeEqual(given, digest)
}

export const mismatch = (service: string): AwsError => {
  const message = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
  return service === 's3' ? new AwsError('SignatureDoesNotMatch', message, 403) : new AwsError('InvalidSignatureException', message, 400)
}

export const unknownKey = (service: string): AwsError =>
  service === 's3'
    ? new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403)
    : new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', 400)

/** Header signatures hold 15 minutes either way; a presigned URL from its date (same tolerance for a fast clock) until it expires. */
function checkTime({ date, expires }: ClaimedSignature, now: number): void {
  const signed = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const tooSkewed = () => new AwsError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403)
  if (!(signed <= now + SKEW_MS)) throw tooSkewed()
  if (expires === undefined && signed < now - SKEW_MS) throw tooSkewed()
  if (expires !== undefined && signed + expires * 1000 < now) throw new AwsError('AccessDenied', 'Request has expired', 403)
}

function checkScope({ claimed, head, region }: Verification): void {
  const regions = claimed.algorithm === 'AWS4-HMAC-SHA256' ? [claimed.region] : String(head.headers['x-amz-region-set'] ?? '').split(',')
  if (!regions.some(named => named === region || (named === '*' && claimed.region === undefined)) || claimed.day !== claimed.date.slice(0, 8))
    throw new AwsError(claimed.service === 's3' ? 'AuthorizationHeaderMalformed' : 'InvalidSignatureException', `Credential should be scoped to the region ${region} and to the day of the request.`, 400)
}

function checkSignedHeaders(head: WireHead, { service, signedHeaders, expires }: ClaimedSignature): void {
  if (!signedHeaders.includes('host')) throw mismatch(service)
  if (service !== 's3') return
  // What S3 obeys must have been signed, or a stranger could add it to a presigned URL. A body's hash can only narrow.
  const loose = Object.keys(head.headers).filter(name => name.startsWith('x-amz-') && !signedHeaders.includes(name) && !(expires !== undefined && name === 'x-amz-content-sha256'))
  if (loose.length > 0) throw new AwsError('AccessDenied', `There were headers present in the request which were not signed: ${loose.join(', ')}`, 403)
}
