/** Whoever makes a request: somebody with a verified token, or nobody in particular. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { confirmPrincipal, PrincipalEntity, type Person, type PrincipalItem } from '../principal.ts'
import { readTogether, type ReadItems, type ReadRequest } from '../read-together.ts'
import type { VerifiedToken } from './tokens.ts'

export type ReadWith = <const R extends readonly ReadRequest[]>(...requests: R) => Promise<{ person: Person | null; items: ReadItems<R> }>

export interface Viewer {
  /** From a verified token; the principal item has not been read yet. */
  readonly userId: string | null
  /** Epoch seconds, when the token was issued; null when signed out. */
  readonly issuedAt: number | null
  /** The groups that the token names; empty when signed out. */
  readonly groups: readonly string[]
  /** The person, once their item was read along with other things. Throws `suspended` or `token_invalid`; null when signed out. */
  confirm(principal: PrincipalItem | undefined): Person | null
  /**
   * One read for everything: the principal, if signed in, and the given items of the platform table.
   * Signed-in readers see their own last write (a consistent read); others may see it a moment later.
   */
  readWith: ReadWith
  /** The same, but nobody sees what is no longer so: where a permission follows from it. */
  readLatestWith: ReadWith
}

export function viewerOf(token: VerifiedToken | null): Viewer {
  const confirm = (principal: PrincipalItem | undefined) => token && confirmPrincipal(token, principal)
  const reading = (latest: boolean): ReadWith => async (...requests) => {
    if (!token) return { person: null, items: await readTogether(requests, { consistent: latest }) }
    const [principal, ...items] = await readTogether([PrincipalEntity.build(BatchGetRequest).key({ id: token.userId }), ...requests], { consistent: true })
    return { person: confirm(principal as PrincipalItem | undefined), items: items as unknown as ReadItems<typeof requests> }
  }
  return {
    userId: token?.userId ?? null,
    issuedAt: token?.issuedAt ?? null,
    groups: token?.groups ?? [],
    confirm,
    readWith: reading(false),
    readLatestWith: reading(true),
  }
}
