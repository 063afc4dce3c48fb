import { platformErrors } from '../platform/errors.ts'
import { errors } from './errors.ts'
import { newAccount, poolMayDecide, rolesFromGroups, sameRoles, userSeen, type Account } from './user.ts'
import type { PoolSession } from './user-pool.ts'
import type { User } from './contract.ts'
import type { Auth } from './wiring.ts'

export interface OpenSession { readonly accessToken: string; readonly expiresIn: number; readonly user: User; readonly refreshToken: string | undefined }

/**
 * Turns the pool's tokens into a session of ours: the account must be active and the session younger than the
 * last sign-out everywhere. Heals an account that was never written, and takes over the pool's groups as roles.
 */
export async function openSession({ pool, users, clock }: Pick<Auth, 'pool' | 'users' | 'clock'>, session: PoolSession): Promise<OpenSession> {
  const account = await users.find(session.userId) ?? await heal()
  if (account.status === 'suspended') throw platformErrors.suspended()
  if (session.signedInAt < account.notBefore) throw errors.session_ended()
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
