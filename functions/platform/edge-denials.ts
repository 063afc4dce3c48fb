/** What the edge is told, whatever carries it there. Apart from edge-store.ts, so that who rarely tells it need not load its client. */
export interface EdgeStore {
  put(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
  list(): Promise<{ key: string; value: string }[]>
}

export type DeniedKind = 'session' | 'person' | 'film' | 'owner'
const letter = { session: 's', person: 'p', film: 'v', owner: 'o' } as const

/** By how much the clocks of two machines may differ. */
const clocksDifferSeconds = 2

/**
 * Ends every path token of a session, person, film, or of all films of an owner, that was issued up to `at`; a running film
 * stops at its next segment. `at` is a moment after the decision was committed: until then somebody may have been let in
 * who read what was there before.
 */
export const deny = (store: EdgeStore, kind: DeniedKind, id: string, at: Date) => store.put(`deny:${letter[kind]}:${id}`, String(Math.ceil(at.getTime() / 1000) + clocksDifferSeconds))
