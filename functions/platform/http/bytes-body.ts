/** A request's body as it is, for routes that take a file. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { platformErrors } from '../errors.ts'

export interface BytesShape { readonly most: number; readonly types: readonly string[] }

/** API Gateway hands text over as text, which would bend bytes out of shape: only types that it sends as base64 may be declared. */
export function bytesBody({ body = '', isBase64Encoded, headers }: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>, { most, types }: BytesShape): Uint8Array {
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  if (!types.includes(type)) throw platformErrors.content_type_not_bytes({ detail: `Send the file as it is, with one of these as its content-type: ${types.join(', ')}.` })
  // Base64 is a third longer than what it carries; the coarse bound spares decoding what is far too large.
  const bytes = body.length > most * 2 ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes === null || bytes.length > most) throw platformErrors.body_too_large({ detail: `A file may have up to ${most / 1024 ** 2} MB here.` })
  return bytes
}
