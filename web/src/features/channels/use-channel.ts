import { useQuery } from '@tanstack/react-query'
import { myChannelsQuery } from './queries.ts'

/** The channel one works in: the one named in the address, else the first. Null when there is none yet. */
export function useChannel(asked: string | undefined) {
  const { data, error, refetch } = useQuery(myChannelsQuery())
  const channels = data?.items
  return { channels, error, refetch, channel: channels && (channels.find(({ id }) => id === asked) ?? channels[0] ?? null) }
}
