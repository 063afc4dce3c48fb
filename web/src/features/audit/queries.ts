import { infiniteQueryOptions } from '@tanstack/react-query'
import { staffApi } from '../../staff-api.ts'

export interface Trail { readonly subject?: string; readonly actor?: string }
export const auditKeys = { all: ['audit'] as const }

export const trailQuery = (trail: Trail, limit = 24) => infiniteQueryOptions({
  queryKey: [...auditKeys.all, trail, limit],
  queryFn: ({ pageParam, signal }) => staffApi.audit.list({ query: { ...trail, limit, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
})
