import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Processing } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { isWorkedOn, pace } from '../queries.ts'

export interface StaffFilter { readonly state?: Processing; readonly ownerId?: string; readonly channelId?: string }
export const staffFilmKeys = { all: ['staff-films'] as const, one: (id: string) => ['staff-films', 'one', id] as const }

export const staffFilmsQuery = (filter: StaffFilter, limit = 24) => infiniteQueryOptions({
  queryKey: [...staffFilmKeys.all, filter, limit],
  queryFn: ({ pageParam, signal }) => api.videos.staffList({ query: { ...filter, limit, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
})
export const staffFilmQuery = (id: string) => queryOptions({
  queryKey: staffFilmKeys.one(id),
  queryFn: ({ signal }) => api.videos.staffGet({ params: { id }, signal }),
  refetchInterval: ({ state: { data } }) => (isWorkedOn(data?.processing) ? pace : false),
})
