import { useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { useSaveOnTop } from '../../../components/use-save-on-top.ts'
import { videoKeys } from '../queries.ts'
import { wordsOf } from './film-words.ts'

export { SavedMeanwhile } from '../../../components/save-on-top.ts'

/** Saves what was typed about a film. Its version also moves with its encoding, which touches no words. */
export function useSaveFilm(film: Video) {
  const client = useQueryClient()
  const params = { id: film.id }
  return useSaveOnTop(film, {
    typedOf: wordsOf,
    put: (body, headers) => api.videos.put({ params, body, headers }),
    latest: () => api.videos.get({ params }),
    onSaved: saved => {
      client.setQueryData(videoKeys.one(film.id), saved)
      return client.invalidateQueries({ queryKey: videoKeys.all })
    },
  })
}
