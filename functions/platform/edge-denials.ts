/** What the edge is told, whatever carries it there. Apart from edge-store.ts, so that who rarely tells it need not load its client. */
export interface EdgeStore {
  put(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
  list(): Promise<{ key: string; value: string }[]>
}

export type DeniedKind = 'session' | 'person' | 'film'
const letter = { session: 's', person: 'p', film: 'v' } as const

/** Ends every path token of a session, person or film that was issued up to `at`; a running film stops at its next segment. */
export const deny = (store: EdgeStore, kind: DeniedKind, id: string, at: Date) => store.put(`deny:${letter[kind]}:${id}`, String(Math.ceil(at.getTime() / 1000)))
