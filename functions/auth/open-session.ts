import { platformErrors } from '../platform/errors.ts'
import { errors } from './errors.ts'
import { newAccount, poolMayDecide, rolesFromGroups, sameRoles, userSeen, type Account } from './user.ts'
import type { PoolSession } from './user-pool.ts'
import type { User } from './contract.ts'
import type { Auth } from './wiring.ts'

export interface OpenSession { readonly accessToken: string; readonly expiresIn: number; readonly user: User; readonly refreshToken: string | undefined }

/**
 * Turns the pool's tokens into a session of ours: the account must be active and the session younger than the
 * last sign-out everywhere. Heals an account that was never written, and takes over what the pool knows better: a newly confirmed address, groups as roles.
 */
export async function openSession({ pool, users, clock }: Pick<Auth, 'pool' | 'users' | 'clock'>, session: PoolSession): Promise<OpenSession> {
  const known = await users.find(session.userId) ?? await heal()
  if (known.leaving) throw errors.session_ended()
  if (known.status === 'suspended') throw platformErrors.suspended()
  if (session.signedInAt < known.notBefore) throw errors.session_ended()
  const account = session.email === null ? known : await users.takeOverEmail(known, session.email, clock.now())
  const roles = rolesFromGroups(session.groups)
  const current: Account = sameRoles(roles, account.roles) || !poolMayDecide(account, session.issuedAt) ? account : await users.takeOverRoles(account, roles, clock.now())
  const { accessToken, expiresIn, refreshToken } = session
  return { accessToken, expiresIn, refreshToken, user: userSeen(current) }

  async function heal(): Promise<Account> {
    const person = await pool.find(session.username)
    if (!person) throw errors.session_ended()
    return users.createIfAbsent(newAccount(person, session.groups, clock.now()))
  }
}
