import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { isFuller } from './is-fuller.ts'
import { playbackQuery } from './queries.ts'

/** Milliseconds before its end at which a permission is renewed: enough to load what takes over. */
const renewBefore = 5 * 60_000

/**
 * What to play. The player keeps the answer it has, whatever later ones say, until the full ladder is there or the
 * permission is about to end: a swap is seldom seen, but it is never for nothing.
 * @returns `ask` asks again, and its answer is taken: for whoever knows that the one they have is worth nothing.
 */
export function usePlayback(videoId: string) {
  const { data, error, refetch } = useQuery(playbackQuery(videoId))
  const [kept, setKept] = useState(data)
  // Nothing at all is what is left when another person has signed in.
  if (data !== kept && (!data || !kept || isFuller(data, kept))) setKept(data)
  const ask = useCallback(async () => {
    const answer = await refetch()
    if (!answer.error) setKept(answer.data)
    return answer
  }, [refetch])
  useEffect(() => {
    if (!kept) return
    const renewal = setTimeout(() => void ask(), kept.expiresInSeconds * 1000 - renewBefore)
    return () => clearTimeout(renewal)
  }, [kept, ask])
  return { playback: kept, denied: data ? null : error, ask }
}
