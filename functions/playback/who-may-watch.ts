/** The one question of this domain: may this viewer watch this now, here? Pure; every input is in the arguments. */
import type { Denial } from './contract.ts'

export interface WatchQuestion {
  readonly film: {
    readonly access: 'public' | 'unlisted' | 'followers' | 'private'
    readonly processing: 'uploading' | 'checking' | 'transcoding' | 'ready' | 'failed'
    readonly hasSomethingToPlay: boolean
  }
  /** Null when signed out. */
  readonly viewerId: string | null
  /** They belong to the team of its channel. */
  readonly inTeam: boolean
  readonly follows: boolean
}
export type WatchAnswer = { readonly may: true } | { readonly may: false; readonly reason: Denial }

const no = (reason: Denial): WatchAnswer => ({ may: false, reason })

/**
 * Who they are comes before how far the film is: a stranger to a private film does not learn whether it is ready.
 * Anything that no line allows is refused.
 */
export function whoMayWatch({ film, viewerId, inTeam, follows }: WatchQuestion): WatchAnswer {
  if (viewerId === null || !inTeam) {
    switch (film.access) {
      case 'public':
      case 'unlisted': break
      case 'followers':
        if (viewerId === null) return no('sign_in')
        if (!follows) return no('followers_only')
        break
      default: return no('private')
    }
  }
  if (film.hasSomethingToPlay) return { may: true }
  return no(film.processing === 'failed' ? 'failed' : 'not_ready')
}
