import { log } from '../platform/log.ts'
import type { Auth } from './wiring.ts'

/** Ends this session at the pool. A token that is no token any more is as good as signed out. */
export async function signOut({ pool }: Pick<Auth, 'pool'>, refreshToken: string | undefined): Promise<void> {
  if (!refreshToken) return
  try {
    await pool.revoke(refreshToken)
  } catch (problem) {
    if ((problem as { $fault?: string }).$fault !== 'client') throw problem
    log.info('A refresh token could not be revoked', { reason: (problem as Error).name })
  }
}
