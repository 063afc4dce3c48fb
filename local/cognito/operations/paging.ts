/** Pages of a list, as Cognito cuts them: at most 60, an opaque token for the rest. */
import { invalidParameter } from '../errors.ts'

export function pageOf<T>(all: readonly T[], limit: number | undefined, token: string | undefined): { items: T[]; next: string | undefined } {
  const size = limit ?? 60
  if (size < 0 || size > 60) throw invalidParameter("1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60")
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString())
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('Invalid pagination token.')
  const end = start + (size || 60)
  return { items: all.slice(start, end), next: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined }
}
