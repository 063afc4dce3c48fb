import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { channelKeys } from '../queries.ts'

export const teamKey = (channelId: string) => [...channelKeys.all, 'team', channelId] as const
export const teamQuery = (channelId: string) => queryOptions({ queryKey: teamKey(channelId), queryFn: ({ signal }) => api.channels.team({ params: { id: channelId }, signal }) })

/** What the link is about. Asked once: the answer holds until somebody answers the invitation. */
export const invitationQuery = (token: string) => queryOptions({ queryKey: [...channelKeys.all, 'invitation', token], queryFn: ({ signal }) => api.channels.readInvitation({ body: { token }, signal }), staleTime: Infinity, retry: false })
