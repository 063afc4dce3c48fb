/** How long the film that has been on its way longest has been. Its patience and the reconciler see that every film ends; this tells when they do not. */
import type { Processing } from '../contract.ts'
import type { Film } from '../film.ts'

const onTheirWay: readonly Processing[] = ['checking', 'transcoding']
/** Of each state, those announced first: one of them has been on its way longest, or so nearly. */
const looked = 25

/** In seconds since its file had arrived whole; 0 where none is on its way. */
export async function oldestUnderWay(earliest: (state: Processing, limit: number) => Promise<readonly Film[]>, now: Date): Promise<number> {
  const films = (await Promise.all(onTheirWay.map(state => earliest(state, looked)))).flat().filter(({ deletedAt }) => !deletedAt)
  return Math.max(0, ...films.map(({ receivedAt, createdAt }) => (now.getTime() - Date.parse(receivedAt ?? createdAt)) / 1000))
}
