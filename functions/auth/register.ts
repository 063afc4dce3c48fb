import { log } from '../platform/log.ts'
import { isAddressTaken, signUpRefusal, tellsAboutAddress } from './cognito-refusals.ts'
import type { Auth } from './wiring.ts'

export interface Registration { readonly email: string; readonly password: string; readonly displayName: string }

/**
 * Signs a person up and mails a code. An address that was never confirmed may be registered again: the former
 * attempt, its password and its codes are void. A confirmed one is left alone, and the answer is the same; whoever reads
 * its mail is told.
 */
export async function register({ pool, users, clock }: Pick<Auth, 'pool' | 'users' | 'clock'>, { email, password, displayName }: Registration): Promise<void> {
  try {
    await signUpAfresh()
  } catch (problem) {
    if (!tellsAboutAddress(problem)) throw signUpRefusal(problem)
    log.info('A registration came to nothing', { reason: (problem as Error).name })
  }

  async function signUpAfresh() {
    try {
      await pool.signUp(email, password, displayName)
    } catch (problem) {
      if (!isAddressTaken(problem)) throw problem
      const former = await pool.find(email)
      if (former?.confirmed) {
        // No trouble of ours may show that there was something to tell.
        await users.tellOfSignUp(former, clock.now()).catch(error => log.error('Somebody who signed up again is not told that they have an account', { error }))
        throw problem
      }
      if (former) await pool.remove(former.username)
      await pool.signUp(email, password, displayName)
    }
  }
}
