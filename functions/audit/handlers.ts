/** Each route and its use case. */
import type { Handlers } from '../platform/api.ts'
import { openCursor, signCursor, type Cursors } from '../platform/cursor.ts'
import { readTrail } from './audit-trail.ts'
import type { auditContract } from './contract.ts'

export const handlers = (cursors: Cursors = { openCursor, signCursor }): Handlers<typeof auditContract> => ({
  async list({ query: { subject, actor, limit, cursor } }) {
    const list = `audit of ${subject ?? 'anything'} by ${actor ?? 'anybody'}`
    const { items, next } = await readTrail({ subject, actor }, { limit, after: cursor === undefined ? undefined : await cursors.openCursor(cursor, list) })
    return { items: [...items], nextCursor: next && await cursors.signCursor(next, list) }
  },
})
