import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { videosContract, type Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { useSavedForm } from '../../../components/use-save-on-top.ts'
import { by } from '../../../components/validate.ts'
import { videoKeys } from '../queries.ts'
import { wordsOf, type FilmWords } from './film-words.ts'

/** What is written about a film, as somebody types it: for the form, and for whoever shows it beside. Its version also moves with its encoding, which touches no words. */
export function useWordsForm(film: Video) {
  const client = useQueryClient()
  const params = { id: film.id }
  const form = useForm<FilmWords>({ initialValues: wordsOf(film), validateInputOnBlur: true, validate: by(videosContract.routes.put.body) })
  const saving = useSavedForm(form, film, {
    typedOf: wordsOf,
    put: (body, headers) => api.videos.put({ params, body, headers }),
    latest: () => api.videos.get({ params }),
    onSaved: saved => {
      client.setQueryData(videoKeys.one(film.id), saved)
      return client.invalidateQueries({ queryKey: videoKeys.all })
    },
  })
  return { form, ...saving }
}
export type WordsForm = ReturnType<typeof useWordsForm>
