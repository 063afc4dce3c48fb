import { log } from '../platform/log.ts'
import { tellsAboutAddress } from './cognito-refusals.ts'

/** Asks the pool to mail a code. What it refuses because of the address stays between us and the log. */
export async function mailCode(ask: () => Promise<void>): Promise<void> {
  try {
    await ask()
  } catch (problem) {
    if (!tellsAboutAddress(problem)) throw problem
    log.info('No code was mailed', { reason: (problem as Error).name })
  }
}
