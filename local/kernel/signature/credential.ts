/** What a request says about its signature, from the Authorization header or, presigned, from the query. Nothing is verified here. */
import { AwsError } from '../../plugin.ts'
import type { WireHead } from './wire-head.ts'

export interface ClaimedSignature {
  readonly algorithm: 'AWS4-HMAC-SHA256' | 'AWS4-ECDSA-P256-SHA256'
  readonly accessKeyId: string
  /** `20260131` */
  readonly day: string
  /** Absent in sigv4a, whose signatures hold for a set of regions. */
  readonly region: string | undefined
  readonly service: string
  /** `<day>/<region>/<service>/aws4_request` */
  readonly scope: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** `20260131T235959Z` */
  readonly date: string
  readonly sessionToken: string | undefined
  /** Seconds a presigned URL lives; undefined when the signature stands in a header. */
  readonly expires: number | undefined
}

const HEADER = /^(AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256)\s+Credential=([^,\s]+)\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([0-9a-fA-F]+)$/

/** Undefined when the request does not claim to be signed; throws when it does and the claim cannot be read. */
export function readSignature(head: WireHead): ClaimedSignature | undefined {
  const { authorization } = head.headers
  if (authorization !== undefined) {
    const [, algorithm, credential, signedHeaders, signature] = HEADER.exec(authorization) ?? []
    if (!algorithm) throw new AwsError('IncompleteSignatureException', 'Authorization header requires Credential, SignedHeaders and Signature of a known algorithm.', 400)
    return claim(algorithm, credential!, signedHeaders!, signature!, header(head, 'x-amz-date'), header(head, 'x-amz-security-token'), undefined)
  }
  if (!head.rawQuery.includes('X-Amz-Signature=')) return undefined
  const query = new URLSearchParams(head.rawQuery)
  const need = (name: string): string => {
    const value = query.get(name)
    if (!value) throw new AwsError('AuthorizationQueryParametersError', `Query-string authentication requires ${name}.`, 400)
    return value
  }
  const algorithm = need('X-Amz-Algorithm')
  if (algorithm !== 'AWS4-HMAC-SHA256') throw new AwsError('AuthorizationQueryParametersError', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256".', 400)
  const expires = Number(need('X-Amz-Expires'))
  if (!(expires >= 0 && expires <= 604_800)) throw new AwsError('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 0 and a week (604800 seconds).', 400)
  return claim(algorithm, need('X-Amz-Credential'), need('X-Amz-SignedHeaders'), need('X-Amz-Signature'), need('X-Amz-Date'), query.get('X-Amz-Security-Token') ?? undefined, expires)
}

function claim(algorithm: string, credential: string, signedHeaders: string, signature: string, date: string | undefined, sessionToken: string | undefined, expires: number | undefined): ClaimedSignature {
  const [accessKeyId, ...scope] = credential.split('/')
  const [day, region, service] = scope.length === 4 ? scope : [scope[0], undefined, scope[1]]
  const wellFormed = scope.at(-1) === 'aws4_request' && scope.length === (algorithm === 'AWS4-HMAC-SHA256' ? 4 : 3)
  if (!accessKeyId || !day || !service || !wellFormed) throw new AwsError('IncompleteSignatureException', `Credential must name key, day, region and service: ${credential}`, 400)
  if (!date || !/^\d{8}T\d{6}Z$/.test(date)) throw new AwsError('IncompleteSignatureException', 'A signed request needs its date in X-Amz-Date.', 400)
  return { algorithm: algorithm as ClaimedSignature['algorithm'], accessKeyId, day, region, service, scope: scope.join('/'), signedHeaders: signedHeaders.toLowerCase().split(';'), signature: signature.toLowerCase(), date, sessionToken, expires }
}

const header = (head: WireHead, name: string): string | undefined => {
  const value = head.headers[name]
  return Array.isArray(value) ? value[0] : value
}
