import { useNavigate } from '@tanstack/react-router'
import { queryClient } from '../../app/query-client.ts'
import { channelVideosQuery } from './queries.ts'
import { resumeAmong, uploadFilm } from './uploads/begin.ts'
import { currentUploads } from './uploads/uploads.ts'

/** Begins to upload; a file whose upload was interrupted goes on where it stopped. One film opens its editor, several the list. */
export function useUpload(channelId: string): (files: readonly File[]) => Promise<void> {
  const navigate = useNavigate()
  return async files => {
    const fresh = await resumeAmong(files, await interruptedIn(channelId))
    const ids = await Promise.all(fresh.map(file => uploadFilm(file, channelId)))
    const [videoId] = ids
    if (ids.length === 1 && videoId) await navigate({ to: '/studio/films/$videoId', params: { videoId }, search: { channel: channelId } })
    else if (ids.length > 1) await navigate({ to: '/studio/content', search: { channel: channelId } })
  }
}

/** Films of the channel that wait for the rest of their file, and are not being sent by this page. */
async function interruptedIn(channelId: string) {
  const { pages } = await queryClient.fetchInfiniteQuery(channelVideosQuery(channelId, 'uploading'))
  return pages.flatMap(({ items }) => items).filter(({ id }) => !currentUploads().some(({ videoId }) => videoId === id))
}
