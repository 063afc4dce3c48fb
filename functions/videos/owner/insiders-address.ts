import { tokenAddress, tokenLifeSeconds, type SigningKey } from '../../platform/path-token.ts'
import type { Insider } from '../../platform/team.ts'
import type { Film } from '../film.ts'

/** What signs such addresses for somebody of the film's team. `since`: when the access token was issued that they came with, in epoch seconds. */
export interface Pass { readonly insider: Insider; readonly since: number; readonly key: SigningKey }

/**
 * Opens one object of a film to somebody of its team. The address stays the same as long as their access token, so that a
 * browser may keep it, and counts as issued with that: what was denied to them before, when they were suspended say, is over.
 * It is a token of its own kind, so that withdrawing the film does not take it from them. It ends with their place in the team.
 */
export function insidersAddress(film: Pick<Film, 'id'>, object: string, { insider, since, key }: Pass): string {
  return tokenAddress({ s: insider.right, p: insider.personId, v: `${film.id}.owner`, x: `/${object}`, i: since, e: since + tokenLifeSeconds(0) }, key, '')
}
