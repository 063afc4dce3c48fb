import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Processing } from '../../../../../functions/videos/contract.ts'
import { channelVideosQuery } from '../queries.ts'
import { arrange, needsAll, type Order } from './arrange.ts'

export interface Shown { readonly status?: Processing; readonly q?: string; readonly sort?: Order }

/** A channel's films as the studio shows them. The API lists the latest first; a search or another order needs them all, so the rest is fetched. */
export function useFilms(channelId: string, shown: Shown) {
  const query = useInfiniteQuery(channelVideosQuery(channelId, shown.status))
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const isGathering = needsAll(shown) && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isGathering && !isFetching) void fetchNextPage()
  }, [isGathering, isFetching, fetchNextPage])
  const all = query.data?.pages.flatMap(page => page.items)
  return { query, all, films: all && arrange(all, shown), isGathering }
}
