import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { staffApi } from '../../staff-api.ts'

export const userKeys = { all: ['users'] as const, one: (id: string) => ['users', 'one', id] as const }

export const peopleQuery = (q: string | undefined) => infiniteQueryOptions({
  queryKey: [...userKeys.all, 'list', q ?? ''],
  queryFn: ({ pageParam, signal }) => staffApi.users.list({ query: { q, limit: 48, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
  // While one types, the people found last stay.
  placeholderData: keepPreviousData,
})
export const personQuery = (id: string) => queryOptions({ queryKey: userKeys.one(id), queryFn: ({ signal }) => staffApi.users.get({ params: { id }, signal }) })
