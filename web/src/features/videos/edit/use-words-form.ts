import { useForm } from '@mantine/form'
import { videosContract, type Video } from '../../../../../functions/videos/contract.ts'
import { placeProblem } from '../../../components/problem.ts'
import { by } from '../../../components/validate.ts'
import { afterSaving, wordsOf, type FilmWords } from './film-words.ts'
import { SavedMeanwhile, useSaveFilm } from './use-save-film.ts'

/** What is written about a film, as somebody types it: for the form, and for whoever shows it beside. */
export function useWordsForm(film: Video) {
  const form = useForm<FilmWords>({ initialValues: wordsOf(film), validateInputOnBlur: true, validate: by(videosContract.routes.put.body) })
  const { saving, see } = useSaveFilm(film)
  const save = (sent: FilmWords) => saving.mutate(sent, {
    onSuccess: saved => {
      form.setInitialValues(wordsOf(saved))
      form.setValues(afterSaving(sent, form.getValues(), saved))
    },
    onError: problem => void placeProblem(form, problem),
  })
  const settle = (theirs: Video, mine: boolean) => {
    see(theirs)
    saving.reset()
    if (mine) return save(form.getValues())
    form.setInitialValues(wordsOf(theirs))
    form.setValues(wordsOf(theirs))
  }
  /** `meanwhile`: what somebody else saved, until one of both is chosen by `settle`. */
  return { form, saving, save, settle, meanwhile: saving.error instanceof SavedMeanwhile ? saving.error.theirs : null }
}
export type WordsForm = ReturnType<typeof useWordsForm>
