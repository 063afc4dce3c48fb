import type { Film } from '../film.ts'
import type { Noted, VideoStore } from '../video-store.ts'
import { versionOf, withVersion } from './replacement.ts'

/** The store as the steps of the way need it, looking at the version behind a film instead of the film. */
export const versionStore = (store: VideoStore, now: () => Date): VideoStore => ({
  ...store,
  async find(id: string) {
    const film = await store.find(id)
    return film && versionOf(film)
  },
  async change(id: string, change: (version: Film) => Film, note?: Noted) {
    const after = await store.change(id, film => {
      const version = versionOf(film)
      if (!version) return film
      const next = change(version)
      return next === version ? film : withVersion(film, next, now())
    }, note)
    // Once it has taken the film's place, the version is the film.
    return after && (versionOf(after) ?? after)
  },
})
