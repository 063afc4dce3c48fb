import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { api } from '../../api.ts'
import { channelKeys } from './queries.ts'

/** Follows or stops following; shown at once, taken back if it fails. */
export function useFollow(channel: Pick<Channel, 'id' | 'handle' | 'following'>) {
  const client = useQueryClient()
  const remember = (next: Channel) => {
    for (const key of [next.id, next.handle]) if (client.getQueryData(channelKeys.one(key))) client.setQueryData(channelKeys.one(key), next)
  }
  return useMutation({
    mutationFn: () => (channel.following ? api.channels.unfollow : api.channels.follow)({ params: { id: channel.id } }),
    onMutate: () => {
      const known = client.getQueryData<Channel>(channelKeys.one(channel.handle)) ?? client.getQueryData<Channel>(channelKeys.one(channel.id))
      if (known) remember({ ...known, following: !known.following, followers: Math.max(0, known.followers + (known.following ? -1 : 1)) })
      return known
    },
    onSuccess: next => {
      remember(next)
      void client.invalidateQueries({ queryKey: channelKeys.follows })
    },
    onError: (_problem, _nothing, known) => known && remember(known),
  })
}
