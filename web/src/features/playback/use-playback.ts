import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { playbackQuery } from './queries.ts'

/**
 * What to play. While better qualities are being made the question is asked again, but the player keeps the address
 * it has until the full ladder is there: one swap, not one per question.
 */
export function usePlayback(videoId: string) {
  const { data, error, refetch } = useQuery(playbackQuery(videoId))
  const [kept, setKept] = useState(data)
  if (data && data !== kept && (!kept || !data.moreQualitiesComing)) setKept(data)
  return { playback: error && !kept ? undefined : kept, denied: data ? null : error, ask: refetch }
}
