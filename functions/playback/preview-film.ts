/** Somebody points at a film: its storyboard, by the same decision as watching it. */
import { newId } from '../platform/ids.ts'
import { tokenAddress, tokenLifeSeconds, type SigningKey } from '../platform/path-token.ts'
import type { Person } from '../platform/principal.ts'
import { storyboardName, type FilmSeen } from '../platform/shared-film.ts'
import { admit, type DoorEffects } from './admit.ts'

export interface PreviewEffects extends DoorEffects { signingKey(): Promise<SigningKey> }

/** The VTT and its sheets begin alike, and the token opens nothing else: who only points at a film is not given the film. */
const [name, ending] = storyboardName.split(/(?=\.)/) as [string, string]

export async function previewFilm(asked: FilmSeen | null, person: Person | null, now: Date, effects: PreviewEffects): Promise<{ storyboardUrl: string | null }> {
  const { film, insider } = await admit(asked, person, effects)
  if (film.storyboard?.state !== 'drawn' || film.storyboard.prefix !== film.published!.prefix) return { storyboardUrl: null }
  const issued = Math.floor(now.getTime() / 1000)
  const claims = { s: insider?.right ?? newId('ses', { now }), p: person?.id ?? '-', v: film.id, x: `/${film.storyboard.prefix}${name}`, i: issued, e: issued + tokenLifeSeconds(film.source?.durationSeconds ?? 0) }
  return { storyboardUrl: tokenAddress(claims, await effects.signingKey(), ending) }
}
