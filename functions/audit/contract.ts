import * as z from 'zod'
import { contract, cursor, id, instant, limit, page, route } from '../platform/contract.ts'

/** Whatever can act or be acted upon: an id of any kind, or `pool` and `house` where no person acts. */
const anyId = z.string().regex(/^(?:[a-z]{2,8}_[0-9a-zA-Z]{20,40}|pool|house)$/, 'Use an id, like usr_….')

export const auditEntry = z.object({
  id: id('aud'),
  at: instant,
  /** A person's id; `pool` when an operator changed the user pool itself, `house` when the platform acted by rule. */
  actor: anyId,
  action: z.string().meta({ example: 'user.suspended' }),
  subject: anyId,
  reason: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  /** The request that did it, as in the logs; empty outside of one. */
  requestId: z.string(),
})
export type AuditEntry = z.output<typeof auditEntry>

export const auditContract = contract({
  domain: 'audit',
  about: 'The trail of staff actions and changes of access. It only grows.',
  routes: {
    list: route({
      method: 'GET', path: '/audit', who: ['admin'], summary: 'Entries, latest first: all of them, those about a subject, or those by an actor.',
      query: z.object({ subject: anyId.optional(), actor: anyId.optional(), limit, cursor })
        .refine(({ subject, actor }) => subject === undefined || actor === undefined, { path: ['actor'], message: 'Ask for a subject or for an actor, not for both.' }),
      replies: { 200: page(auditEntry) },
    }),
  },
})
