import { useQuery } from '@tanstack/react-query'
import { usePerson } from '../auth/use-session.ts'
import { unfinishedQuery } from './queries.ts'
import { useForgotten } from './use-forgotten.ts'

/** How far the person here is in a film, 0 to 1; undefined where they have not begun it, or are through with it. */
export function useBegun(videoId: string): number | undefined {
  const person = usePerson()
  const isForgotten = useForgotten()
  const { data } = useQuery({
    ...unfinishedQuery(),
    enabled: person !== null,
    select: ({ items }) => {
      const begun = items.find(({ video }) => video.id === videoId)
      return begun?.video.durationSeconds ? begun.position / begun.video.durationSeconds : null
    },
  })
  return person && data != null && !isForgotten(videoId) ? data : undefined
}
