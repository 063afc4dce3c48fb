import { useNavigate } from '@tanstack/react-router'
import { uploadFilm } from './uploads/begin.ts'

/** Begins to upload. One film opens its editor, several the list. */
export function useUpload(channelId: string): (files: readonly File[]) => Promise<void> {
  const navigate = useNavigate()
  return async files => {
    const ids = await Promise.all(files.map(file => uploadFilm(file, channelId)))
    const [videoId] = ids
    if (ids.length === 1 && videoId) await navigate({ to: '/studio/films/$videoId', params: { videoId } })
    else if (ids.length > 1) await navigate({ to: '/studio', search: { channel: channelId } })
  }
}
