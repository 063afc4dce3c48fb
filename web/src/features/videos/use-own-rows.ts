import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../auth/use-session.ts'
import { unfinishedQuery } from '../playback/queries.ts'
import { feedQuery } from './queries.ts'

/**
 * Whether it is known which rows of one's own the front page begins with. They stand above all others: a page that was
 * shown before would move down when they come. Strangers have none; once shown, the page stays.
 */
export function useOwnRowsKnown(): boolean {
  const { status } = useSession()
  const enabled = status === 'in'
  const rows = [useQuery({ ...unfinishedQuery(), enabled }), useQuery({ ...feedQuery(8), enabled })]
  const known = status === 'out' || (enabled && rows.every(isKnown))
  const [wasKnown, setWasKnown] = useState(known)
  if (known && !wasKnown) setWasKnown(true)
  return known || wasKnown
}

/** Nobody waits for a row that fails. An old "nothing" that is being asked again may become a row any moment. */
const isKnown = ({ data, failureCount, isFetching }: UseQueryResult<{ items: readonly unknown[] }>) =>
  failureCount > 0 || (data !== undefined && (data.items.length > 0 || !isFetching))
