/** Each route and its use case. */
import type { Handlers } from '../platform/api.ts'
import { openCursor, signCursor, type Cursors } from '../platform/cursor.ts'
import { changeStanding, type ChangeEffects } from './change-standing.ts'
import type { MemberSeen, usersContract } from './contract.ts'
import { errors } from './errors.ts'
import { findPeople, type Place } from './find-people.ts'
import { reinstated, suspended, withRoles } from './standing.ts'
import type { Member } from './standing-store.ts'

export function handlers(effects: ChangeEffects, cursors: Cursors = { openCursor, signCursor }): Handlers<typeof usersContract> {
  return {
    async list({ query: { q = '', limit, cursor } }) {
      const list = `people ${q}`
      const { items, next } = await findPeople(effects.members, q, limit, cursor === undefined ? undefined : await cursors.openCursor<Place>(cursor, list))
      return { items: items.map(seen), nextCursor: next && await cursors.signCursor(next, list) }
    },
    async get({ params: { id } }) {
      const member = await effects.members.find(id)
      if (!member) throw errors.user_not_found()
      return seen(member)
    },
    suspend: async ({ params: { id }, body: { reason }, person, request: { now } }) =>
      seen(await changeStanding(effects, { id, actorId: person.id, rule: suspended, action: 'user.suspended', reason, now })),
    reinstate: async ({ params: { id }, body: { reason }, person, request: { now } }) =>
      seen(await changeStanding(effects, { id, actorId: person.id, rule: reinstated, action: 'user.reinstated', reason, now })),
    putRoles: async ({ params: { id }, body: { roles, reason }, person, request: { now, ifMatch } }) =>
      seen(await changeStanding(effects, { id, actorId: person.id, rule: withRoles(roles), action: 'user.roles_changed', reason, ifMatch, now })),
  }
}

const seen = ({ id, email, displayName, roles, status, createdAt, version }: Member): MemberSeen => ({ id, email, displayName, roles: [...roles], status, createdAt, version })
