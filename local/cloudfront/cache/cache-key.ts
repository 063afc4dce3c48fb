/** What makes two requests the same to the cache: the path, and what the cache policy picks. Pure. */
import type { Behaviour } from '../distribution.ts'
import type { EdgeRequest } from '../message.ts'
import { pickedCookies, pickedQuery } from '../policies/selection.ts'

export function cacheKey({ cachePolicy, origin }: Behaviour, { uri, query, headers }: EdgeRequest): string {
  const parts = [origin.id, uri]
  const picked = pickedQuery(query, cachePolicy.query)
  if (picked) parts.push(`?${picked}`)
  for (const name of cachePolicy.headers) if (headers[name] !== undefined) parts.push(`${name}: ${headers[name]}`)
  const cookies = pickedCookies(headers.cookie, cachePolicy.cookies)
  if (cookies) parts.push(`cookie: ${cookies}`)
  return parts.join('\n')
}
