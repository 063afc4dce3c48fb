import { tokenAddress, tokenLifeSeconds, type SigningKey } from '../../platform/path-token.ts'
import type { Film } from '../film.ts'

/**
 * Opens one object of a film to its owner. The address stays the same for an hour, so that a browser may keep it;
 * it is a token of its own kind, so that withdrawing the film does not take it from its owner.
 */
export function ownersAddress(film: Pick<Film, 'id' | 'ownerId'>, object: string, now: Date, key: SigningKey): string {
  const hour = Math.floor(now.getTime() / 3_600_000) * 3600
  return tokenAddress({ s: 'owner', p: film.ownerId, v: `${film.id}.owner`, x: `/${object}`, i: hour, e: hour + tokenLifeSeconds(0) }, key, '')
}
