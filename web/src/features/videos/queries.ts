import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Processing, Video } from '../../../../functions/videos/contract.ts'
import { api, openApi } from '../../api.ts'

export interface Browse { readonly sort: 'newest' | 'popular'; readonly category?: Video['category']; readonly channelId?: string }
export const videoKeys = {
  all: ['videos'] as const,
  browse: (what: Browse) => ['videos', 'browse', what] as const,
  one: (id: string) => ['videos', 'one', id] as const,
  ofChannel: (channelId: string) => ['videos', 'of-channel', channelId] as const,
  captions: (id: string) => ['videos', 'captions', id] as const,
  thumbnails: (id: string) => ['videos', 'thumbnails', id] as const,
  upload: (id: string) => ['videos', 'upload', id] as const,
}

/** The first few, for a row. */
export const rowQuery = (what: Browse, limit: number) => queryOptions({
  queryKey: [...videoKeys.browse(what), 'row', limit],
  queryFn: ({ signal }) => openApi.videos.browse({ query: { ...what, limit }, signal }),
})
export const browseQuery = (what: Browse) => infiniteQueryOptions({
  queryKey: videoKeys.browse(what),
  queryFn: ({ pageParam, signal }) => openApi.videos.browse({ query: { ...what, limit: 24, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
})

/** The newest of the channels that the person here follows. */
export const feedQuery = (limit: number) => queryOptions({ queryKey: [...videoKeys.all, 'feed', limit], queryFn: ({ signal }) => api.videos.feed({ query: { limit }, signal }) })

export const isWorkedOn = (processing: Processing | undefined): boolean => processing === 'checking' || processing === 'transcoding'
/** Whether something of it is being made: the film itself, or another file behind it. */
export const isMoving = ({ processing, replacement }: Pick<Video, 'processing' | 'replacement'>): boolean => isWorkedOn(processing) || isWorkedOn(replacement?.processing)
/** Asked again every so many milliseconds while something is being made. */
export const pace = 2000

export const videoQuery = (id: string) => queryOptions({
  queryKey: videoKeys.one(id),
  queryFn: ({ signal }) => api.videos.get({ params: { id }, signal }),
  // Only its owner is told how far it has come; for the others the player asks by itself.
  refetchInterval: ({ state: { data } }) => (data?.mine && isMoving(data) ? pace : false),
})
/** `poster` stands in the key: another one means that there may be other pictures to choose from. */
export const thumbnailsQuery = (id: string, poster: string | null) => queryOptions({
  queryKey: [...videoKeys.thumbnails(id), poster?.split('?')[0]?.split('/').at(-1) ?? null],
  queryFn: ({ signal }) => api.videos.thumbnails({ params: { id }, signal }),
  placeholderData: keepPreviousData,
  refetchInterval: ({ state: { data } }) => (data?.making && !data.making.failed ? pace : false),
})
export const channelVideosQuery = (channelId: string, status?: Processing) => infiniteQueryOptions({
  queryKey: [...videoKeys.ofChannel(channelId), status ?? 'any'],
  queryFn: ({ pageParam, signal }) => api.videos.ofChannel({ params: { id: channelId }, query: { limit: 48, status, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.nextCursor ?? undefined,
  refetchInterval: ({ state: { data } }) => (data?.pages.some(page => page.items.some(video => video.mine && isMoving(video))) ? pace * data.pages.length : false),
})
export const captionsQuery = (id: string) => queryOptions({ queryKey: videoKeys.captions(id), queryFn: ({ signal }) => api.videos.captions({ params: { id }, signal }) })
