/** The canonical request of AWS Signature Version 4: the text both sides build from a request, and sign. */
import { AwsError } from '../../plugin.ts'
import type { WireHead } from './wire-head.ts'

/** `payloadHash` is the hex digest of the body, or the word the client signed in its place (UNSIGNED-PAYLOAD …). */
export function canonicalRequest(head: WireHead, service: string, signedHeaders: readonly string[], payloadHash: string): string {
  const headers = signedHeaders.map(name => `${name}:${canonicalHeader(head, name)}\n`).join('')
  return `${head.method}\n${canonicalPath(head.rawPath, service)}\n${canonicalQuery(head.rawQuery)}\n${headers}\n${signedHeaders.join(';')}\n${payloadHash}`
}

function canonicalHeader(head: WireHead, name: string): string {
  const value = head.headers[name]
  // A signed header that did not arrive signs differently from an empty one in no way; either fails unless it was empty.
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/\s+/g, ' ')
}

/** S3 keys are taken as they are, encoded once; everywhere else the path is normalised and the written form encoded again. */
function canonicalPath(rawPath: string, service: string): string {
  if (rawPath === '/') return '/'
  if (service === 's3') return rawPath.split('/').map(part => encode(decode(part))).join('/')
  const parts: string[] = []
  for (const part of rawPath.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.map(encode).join('/')}${parts.length > 0 && rawPath.endsWith('/') ? '/' : ''}`
}

function canonicalQuery(rawQuery: string): string {
  if (rawQuery === '') return ''
  return rawQuery
    .split('&')
    .filter(pair => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map(pair => {
      const equals = pair.indexOf('=')
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return [encode(decode(name.replaceAll('+', ' '))), encode(decode(value.replaceAll('+', ' ')))] as const
    })
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** RFC 3986: everything but letters, digits and `-._~`. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

function decode(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text
  } catch {
    throw new AwsError('InvalidURI', 'The URI is not correctly percent-encoded.', 400)
  }
}
