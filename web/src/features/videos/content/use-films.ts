import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { channelVideosQuery } from '../queries.ts'
import { useSending } from '../uploads/use-uploads.ts'
import { arrange, needsAll, partOf, parts, type Order, type Part } from './arrange.ts'

export interface Shown { readonly part?: Part; readonly q?: string; readonly sort?: Order }

/** A channel's films as the studio shows them. The API lists the latest first; a search, a part or another order needs them all, so the rest is fetched. */
export function useFilms(channelId: string, shown: Shown) {
  const query = useInfiniteQuery(channelVideosQuery(channelId))
  const sending = useSending()
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const isGathering = needsAll(shown) && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isGathering && !isFetching) void fetchNextPage()
  }, [isGathering, isFetching, fetchNextPage])
  const all = query.data?.pages.flatMap(page => page.items)
  const inPart = (part: Part) => all?.filter(film => partOf(film, sending) === part) ?? []
  const films = all && arrange(shown.part ? inPart(shown.part) : all, shown)
  /** How many there are, once that is known for all of them. */
  const counts = all && !hasNextPage ? { all: all.length, ...Object.fromEntries(parts.map(part => [part, inPart(part).length])) as Record<Part, number> } : null
  return { query, all, films, counts, inPart, isGathering }
}
