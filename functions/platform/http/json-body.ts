/** A request's body as a value that is safe to hand to a schema. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { platformErrors } from '../errors.ts'

const usuallyAtMostBytes = 256 * 1024
const maxDepth = 32
const poisonous = new Set(['__proto__', 'constructor', 'prototype'])

/** An absent body counts as `{}`, so that a route whose fields are all optional needs none. */
export function jsonBody({ body, isBase64Encoded, headers }: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>, maxBytes = usuallyAtMostBytes): unknown {
  if (!body) return {}
  // Base64 is a third longer than what it carries; the coarse bound spares decoding what is far too large.
  if (body.length > maxBytes * 2) throw tooLarge(maxBytes)
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) throw platformErrors.content_type_not_json()
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body
  if (Buffer.byteLength(text) > maxBytes) throw tooLarge(maxBytes)
  const value = parse(text)
  refusePoison(value)
  return value
}

const tooLarge = (maxBytes: number) => platformErrors.body_too_large({ detail: `A body may have up to ${maxBytes / 1024} KB here.` })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw platformErrors.body_not_json({ cause })
  }
}

/** Keys that reach for a prototype have no honest use; depth is bounded so that no schema recurses without end. */
function refusePoison(value: unknown, path: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  if (path.length > maxDepth) throw platformErrors.invalid_input({ fields: [{ path: 'body', message: `Nest at most ${maxDepth} levels.` }] })
  for (const [key, inner] of Object.entries(value)) {
    if (poisonous.has(key)) throw platformErrors.invalid_input({ fields: [{ path: [...path, key].join('.'), message: 'This name is not allowed.' }] })
    refusePoison(inner, [...path, key])
  }
}
