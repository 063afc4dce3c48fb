import { queryOptions } from '@tanstack/react-query'
import { ApiProblem } from '../../../../functions/platform/contract-client.ts'
import { api } from '../../api.ts'

/** Asked again every so many milliseconds, while a film is not ready or its better qualities are still being made. */
const pace = 4000

/** May I watch this now? Asked once per visit, and again quietly while the answer is bound to change. */
export const playbackQuery = (videoId: string) => queryOptions({
  queryKey: ['playback', videoId],
  queryFn: ({ signal }) => api.playback.start({ params: { id: videoId }, signal }),
  staleTime: Infinity,
  // Addresses expire, and the place to go on at changes: nothing is kept for the next visit.
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  refetchInterval: ({ state: { data, error } }) => ((error instanceof ApiProblem && error.code === 'not_ready') || (!error && data?.moreQualitiesComing) ? pace : false),
})

/** The reason why a film does not play, where the failure is one and trying again would not help. */
export const denialOf = (problem: unknown): string | null => (problem instanceof ApiProblem && (problem.status === 403 || problem.status === 404) ? problem.code : null)
