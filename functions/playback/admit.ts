/** Asks whether somebody may watch a film now, with all that the answer depends on; throws the reason why not. */
import type { Person } from '../platform/principal.ts'
import type { FilmSeen } from '../platform/shared-film.ts'
import type { Insider, OfChannel } from '../platform/team.ts'
import type { Denial } from './contract.ts'
import { errors } from './errors.ts'
import { whoMayWatch } from './who-may-watch.ts'

export interface DoorEffects {
  follows(channelId: string, userId: string): Promise<boolean>
  insiderIn(film: OfChannel, personId: string): Promise<Insider | null>
}

export async function admit(film: FilmSeen | null, person: Person | null, { follows, insiderIn }: DoorEffects, onRefused: (reason: Denial) => void = () => undefined): Promise<{ film: FilmSeen; insider: Insider | null }> {
  if (!film || film.deletedAt || film.hidden) throw errors.video_not_found()
  // Only a film that is not for everybody asks these, so only it pays the reads.
  const insider = person !== null && (film.access === 'private' || film.access === 'followers') ? await insiderIn(film, person.id) : null
  const doesFollow = film.access === 'followers' && person !== null && !insider && await follows(film.channelId, person.id)
  const answer = whoMayWatch({
    film: { access: film.access, processing: film.processing, hasSomethingToPlay: film.published !== null },
    viewerId: person?.id ?? null,
    inTeam: insider !== null,
    follows: doesFollow,
  })
  if (answer.may) return { film, insider }
  onRefused(answer.reason)
  throw errors[answer.reason](sentenceFor(answer.reason, film))
}

/** Names the channel where that helps. */
function sentenceFor(reason: string, film: FilmSeen) {
  switch (reason) {
    case 'sign_in': return { detail: `This film is for followers of ${film.channel.name}. Sign in, then follow the channel to watch it.` }
    case 'followers_only': return { detail: `This film is for followers of ${film.channel.name}. Follow the channel to watch it; following is free.` }
    default: return {}
  }
}
