/** Who calls, how often, and whether their role suffices. */
import type { Who } from '../contract.ts'
import { platformErrors } from '../errors.ts'
import type { Person } from '../principal.ts'
import { challenge } from '../principal.ts'
import { viewerOf, type Viewer } from './viewer.ts'
import type { TokenVerifier } from './tokens.ts'

/** No header is nobody; a header that is no good token is refused, also where nobody would do. */
export async function viewerFrom(authorization: string | undefined, tokens: TokenVerifier): Promise<Viewer> {
  if (authorization === undefined) return viewerOf(null)
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  if (!token) throw platformErrors.token_invalid({ headers: challenge })
  return viewerOf(await tokens.verify(token))
}

/** Reads the principal where the route demands somebody: suspension and sign-out everywhere bite at once. */
export async function personFor(who: Who, viewer: Viewer): Promise<Person | null> {
  if (who === 'anyone') return null
  if (viewer.userId === null) throw platformErrors.not_signed_in({ headers: { 'www-authenticate': 'Bearer realm="playhouse"' } })
  const { person } = await viewer.readWith()
  if (who !== 'member' && !who.some(role => person!.roles.includes(role))) throw platformErrors.role_missing()
  return person
}
