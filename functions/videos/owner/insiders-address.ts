import { tokenAddress, tokenLifeSeconds, type SigningKey } from '../../platform/path-token.ts'
import type { Insider } from '../../platform/team.ts'
import type { Film } from '../film.ts'

/** What signs such addresses for somebody of the film's team. */
export interface Pass { readonly insider: Insider; readonly key: SigningKey }

/**
 * Opens one object of a film to somebody of its team. The address stays the same for an hour, so that a browser may keep it;
 * it is a token of its own kind, so that withdrawing the film does not take it from them. It ends with their place in the team.
 */
export function insidersAddress(film: Pick<Film, 'id'>, object: string, now: Date, { insider, key }: Pass): string {
  const hour = Math.floor(now.getTime() / 3_600_000) * 3600
  return tokenAddress({ s: insider.right, p: insider.personId, v: `${film.id}.owner`, x: `/${object}`, i: hour, e: hour + tokenLifeSeconds(0) }, key, '')
}
