import { useQuery } from '@tanstack/react-query'
import type { ChannelSummary } from '../../../../functions/channels/contract.ts'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { rowQuery } from '../videos/queries.ts'

/** What to watch after this: the channel's other films first, then what others watch. Undefined until that is known. */
export function useNextFilms(videoId: string, channel: ChannelSummary | undefined): readonly VideoCard[] | undefined {
  const same = useQuery({ ...rowQuery({ sort: 'newest', channelId: channel?.id }, 6), enabled: channel !== undefined })
  const popular = useQuery(rowQuery({ sort: 'popular' }, 12))
  if (popular.isPending || (channel !== undefined && same.isPending)) return undefined
  const seen = new Set([videoId])
  return [...(same.data?.items ?? []), ...(popular.data?.items ?? [])].filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, 10)
}
