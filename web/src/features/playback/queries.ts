import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
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
  refetchInterval: ({ state: { data, error } }) => ((error instanceof ApiProblem && error.code === 'not_ready') || (!denialOf(error) && data?.moreQualitiesComing) ? pace : false),
})

/** The reason why a film does not play, where the failure is one and trying again would not help. */
export const denialOf = (problem: unknown): string | null => (problem instanceof ApiProblem && (problem.status === 403 || problem.status === 404) ? problem.code : null)

export const watchedKeys = { all: ['watched'] as const, history: ['watched', 'history'] as const, unfinished: ['watched', 'unfinished'] as const }
/** Everything the person here has watched, latest first. */
export const historyQuery = () => infiniteQueryOptions({
  queryKey: watchedKeys.history,
  queryFn: ({ pageParam, signal }) => api.playback.history({ query: { limit: 24, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
  // Another tab, or the film just left, may have added to it.
  staleTime: 5000,
})
/** What the person here is in the middle of: one list for the row of it and for the lines on all cards. */
export const unfinishedQuery = () => queryOptions({ queryKey: watchedKeys.unfinished, queryFn: ({ signal }) => api.playback.continueWatching({ query: { limit: 50 }, signal }), staleTime: 5000 })
