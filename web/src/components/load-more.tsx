import { Button, Center } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { words } from '../words.ts'
import { ProblemNote } from './problem-note.tsx'

/** The next page of a list: by itself as its end comes near, and by a button for whoever goes by keyboard. */
export function LoadMore<Page>({ of: { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError, error } }: { of: UseInfiniteQueryResult<InfiniteData<Page>> }) {
  const { ref, entry } = useIntersection({ rootMargin: '600px' })
  const isNear = entry?.isIntersecting ?? false
  useEffect(() => {
    if (isNear && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [isNear, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  if (!hasNextPage) return null
  return (
    <Center ref={ref} mt="lg">
      {isFetchNextPageError ? <ProblemNote problem={error} onRetry={fetchNextPage} /> : <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>{words.actions.more}</Button>}
    </Center>
  )
}
