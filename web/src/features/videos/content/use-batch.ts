import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { offerUndo } from '../../../components/offer-undo.tsx'
import { sentenceFor } from '../../../components/problem.ts'
import { studioWords } from '../../../words/studio.ts'
import { videoKeys } from '../queries.ts'
import { undoOf, type Change } from './undo-of.ts'

type Film = Pick<Video, 'id' | 'title' | 'access' | 'category' | 'tags'>
interface Outcome { readonly id: string; readonly done: boolean; readonly problem: { readonly detail: string } | null }
const say = studioWords.batch

/** What may be done to several films at once. Everything is done at once and can be taken back. */
export function useBatch() {
  const client = useQueryClient()
  const settle = () => client.invalidateQueries({ queryKey: videoKeys.all })
  const onError = (problem: unknown) => void notifications.show({ color: 'red', message: sentenceFor(problem) })

  const change = useMutation({
    mutationFn: ({ films, change }: { films: readonly Film[]; change: Change }) => api.videos.batchChange({ body: { ids: films.map(({ id }) => id), change } }),
    onSuccess: async ({ items }, { films, change }) => {
      const changed = doneAmong(films, items)
      if (changed.length > 0) offerUndo(say.changed(changed.length), async () => {
        await Promise.all(undoOf(changed, change).map(batch => api.videos.batchChange({ body: batch })))
        await settle()
      }, say.undone)
      await settle()
    },
    onError,
  })
  const remove = useMutation({
    mutationFn: ({ films }: { films: readonly Film[] }) => api.videos.batchRemove({ body: { ids: films.map(({ id }) => id) } }),
    onSuccess: async ({ items }, { films }) => {
      const gone = doneAmong(films, items)
      if (gone.length > 0) offerUndo(say.deleted(gone.length, gone[0]!.title), async () => {
        for (const { id } of gone) await api.videos.restore({ params: { id } })
        await settle()
      }, say.undone)
      for (const { id } of gone) client.removeQueries({ queryKey: videoKeys.one(id) })
      await settle()
    },
    onError,
  })
  return { change, remove }
}

/** The films that it was done to. Of the others it is said, film by film, why not. */
function doneAmong(films: readonly Film[], outcomes: readonly Outcome[]): Film[] {
  const refused = outcomes.filter(({ done }) => !done)
  const titleOf = (id: string) => films.find(film => film.id === id)?.title ?? id
  if (refused.length > 0) notifications.show({ color: 'red', autoClose: false, title: say.refused(refused.length), message: refused.map(({ id, problem }) => `“${titleOf(id)}”: ${problem?.detail}`).join(' ') })
  return films.filter(({ id }) => outcomes.some(outcome => outcome.id === id && outcome.done))
}
