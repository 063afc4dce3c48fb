import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const channelKeys = { all: ['channels'] as const, mine: ['channels', 'mine'] as const, follows: ['channels', 'follows'] as const, one: (idOrHandle: string) => ['channels', 'one', idOrHandle] as const }

export const channelQuery = (idOrHandle: string) => queryOptions({ queryKey: channelKeys.one(idOrHandle), queryFn: ({ signal }) => api.channels.get({ params: { idOrHandle }, signal }) })
export const myChannelsQuery = () => queryOptions({ queryKey: channelKeys.mine, queryFn: ({ signal }) => api.channels.mine({ signal }) })
/** The latest few, for the rail. */
export const followsQuery = (limit: number) => queryOptions({ queryKey: [...channelKeys.follows, limit], queryFn: ({ signal }) => api.channels.follows({ query: { limit }, signal }) })
export const allFollowsQuery = () => infiniteQueryOptions({
  queryKey: [...channelKeys.follows, 'all'],
  queryFn: ({ pageParam, signal }) => api.channels.follows({ query: { limit: 48, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
})
