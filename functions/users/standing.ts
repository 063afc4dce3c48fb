/** Where a person stands: what they may do, and whether they may be here. Pure: each rule takes a person and answers where they stand next. */
import type { Role } from '../platform/contract.ts'
import { roles as inOrder } from '../platform/principal.ts'
import { errors } from './errors.ts'

export interface Standing { readonly status: 'active' | 'suspended'; readonly roles: readonly Role[] }
/** Answers the very same standing when there is nothing to change. */
export type StandingRule = (person: Standing & { readonly id: string }, actorId: string) => Standing

/** What nobody loses: everybody may watch and publish. */
const everybodys: readonly Role[] = ['viewer', 'creator']

/** Nobody suspends themself: who acts stays, so there is always an admin. */
export const suspended: StandingRule = (person, actorId) => {
  if (person.id === actorId) throw errors.not_yourself()
  return person.status === 'suspended' ? person : { roles: person.roles, status: 'suspended' }
}

export const reinstated: StandingRule = person => (person.status === 'active' ? person : { roles: person.roles, status: 'active' })

/** Nobody takes the admin role from themself: of two admins who demote each other at once, one is too late (standing-store.ts). */
export const withRoles = (wanted: readonly Role[]): StandingRule => (person, actorId) => {
  const roles = inOrder.filter(role => everybodys.includes(role) || wanted.includes(role))
  if (person.id === actorId && person.roles.includes('admin') && !roles.includes('admin')) throw errors.own_admin_role()
  const same = roles.length === person.roles.length && roles.every(role => person.roles.includes(role))
  return same ? person : { status: person.status, roles }
}

/** What the user pool keeps as groups: the roles beyond everybody's. */
export const groupsFor = ({ roles }: Pick<Standing, 'roles'>): Role[] => roles.filter(role => !everybodys.includes(role))

/** Which of the pool's groups to join and leave. Groups that are no role of ours stay as they are. */
export function groupChanges(held: readonly string[], standing: Pick<Standing, 'roles'>): { join: Role[]; leave: Role[] } {
  const wanted = groupsFor(standing)
  return { join: wanted.filter(role => !held.includes(role)), leave: inOrder.filter(role => !everybodys.includes(role) && held.includes(role) && !wanted.includes(role)) }
}
