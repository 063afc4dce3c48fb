import * as z from 'zod'
import { contract, cursor, event, instant, limit, line, page, route, text, userId } from '../platform/contract.ts'
import { role } from '../auth/contract.ts'

/** A person as staff see them. */
export const member = z.object({
  id: userId,
  email: z.string(),
  displayName: z.string(),
  roles: z.array(role),
  status: z.enum(['active', 'suspended']),
  createdAt: instant,
  version: z.int(),
})
export type MemberSeen = z.output<typeof member>

const byId = z.object({ id: userId })
/** Stands in the audit trail, for whoever asks later; of a suspension the person is told it, too. */
const reason = text(500, 3)

export const usersContract = contract({
  domain: 'users',
  about: 'People as staff see them: who there is, what they may do, and whether they may be here.',
  routes: {
    list: route({
      method: 'GET', path: '/users', who: ['admin', 'support'], summary: 'People whose address or name begins with `q`; without it everybody, by address.',
      query: z.object({ q: line(254).optional(), limit, cursor }), replies: { 200: page(member) },
    }),
    get: route({ method: 'GET', path: '/users/{id}', who: ['admin', 'support'], summary: 'One person.', params: byId, replies: { 200: member }, errors: ['user_not_found'] }),
    suspend: route({
      method: 'POST', path: '/users/{id}/suspend', who: ['admin'], summary: 'Shuts a person out at once: sessions, running films, and their own films for everybody. They are told by mail, with the reason.',
      params: byId, body: z.object({ reason }), replies: { 200: member }, errors: ['user_not_found', 'not_yourself', 'changed_meanwhile'],
    }),
    reinstate: route({
      method: 'POST', path: '/users/{id}/reinstate', who: ['admin'], summary: 'Lets a suspended person back in, and their films back into the lists. They are told by mail.',
      params: byId, body: z.object({ reason }), replies: { 200: member }, errors: ['user_not_found', 'changed_meanwhile'],
    }),
    putRoles: route({
      method: 'PUT', path: '/users/{id}/roles', who: ['admin'], ifMatch: 'optional', summary: 'Replaces a person\'s roles. Everybody stays viewer and creator.',
      params: byId, body: z.object({ roles: z.array(role).max(role.options.length), reason }), replies: { 200: member },
      errors: ['user_not_found', 'own_admin_role', 'version_changed', 'changed_meanwhile'],
    }),
  },
  events: {
    /** Suspended or reinstated, or not everybody has followed that yet; drop what is older than the version you know. */
    'user.standing_changed': event({ entity: 'User', when: 'changed', detail: z.object({ id: userId, status: z.enum(['active', 'suspended']), toldAgain: z.int().optional(), version: z.int() }) }),
  },
})
