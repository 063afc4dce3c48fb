/** A person leaves for good. Asked for here; carried out by each domain in turn (platform/erasure.ts), the account last. */
import { handOn, type Erasure } from '../platform/erasure.ts'
import { log } from '../platform/log.ts'
import { usernameOf } from '../platform/principal.ts'
import type { ErasureStore } from './erasure-store.ts'
import { errors } from './errors.ts'
import type { PersonalDataReader } from './personal-data.ts'
import { signIn } from './sign-in.ts'
import { nextWholeSecond, type Account } from './user.ts'
import type { Auth } from './wiring.ts'

/** A request that was let in before the person asked to leave runs for 15 s at most: only then is what is left all there will be. */
export const latecomersSeconds = 20

/** From here on they are out, their films are hidden, and nobody can bring them back. Admins hand their role over first. */
export async function askForErasure(auth: Auth, erasures: ErasureStore, account: Account, password: string): Promise<void> {
  if (account.roles.includes('admin')) throw errors.admin_stays()
  await signIn(auth, { email: account.email, password })
  const now = auth.clock.now()
  await erasures.request(account, nextWholeSecond(now), now)
  // The schedule and functions/users see to it if this fails: the account is shut already.
  await auth.pool.endSessions(usernameOf(account.id)).catch(error => log.error('Sessions of somebody who leaves are yet to be ended', { error }))
}

export interface EraseEffects { readonly users: Pick<Auth['users'], 'find'>; readonly pool: Pick<Auth['pool'], 'remove'>; readonly erasures: ErasureStore; readonly data: PersonalDataReader }

/** The last step, and the last mail. What turned up meanwhile goes the whole way again. */
export async function eraseAccount({ id, stage, requestedAt }: Erasure, now: Date, { pool, users, erasures, data }: EraseEffects): Promise<void> {
  if (stage !== 'account' || now.getTime() < Date.parse(requestedAt) + latecomersSeconds * 1000) return
  if (await data.any(id)) return handOn(id, 'account', 'films', now)
  const account = await users.find(id)
  await pool.remove(usernameOf(id))
  await erasures.complete(id, account && { kind: 'erased', to: account.email }, now)
}
