import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { offerUndo } from '../../../components/offer-undo.tsx'
import { HouseSentence, sentenceFor } from '../../../components/problem.ts'
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
        const batches = undoOf(changed, change)
        const tried = await Promise.allSettled(batches.map(batch => api.videos.batchChange({ body: batch })))
        await settle()
        allBack(changed, tried.flatMap((one, at) => (one.status === 'fulfilled' ? one.value.items : batches[at]!.ids.map(id => refusedBy(id, one.reason)))))
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
        const tried: Outcome[] = []
        // One after the other: a hundred at once would be too much in a minute.
        for (const { id } of gone) tried.push(await api.videos.restore({ params: { id } }).then(() => ({ id, done: true, problem: null }), (reason: unknown) => refusedBy(id, reason)))
        await settle()
        allBack(gone, tried)
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
  if (refused.length > 0) notifications.show({ color: 'red', autoClose: false, title: say.refused(refused.length), message: whyOf(films, refused) })
  return films.filter(({ id }) => outcomes.some(outcome => outcome.id === id && outcome.done))
}

const refusedBy = (id: string, reason: unknown): Outcome => ({ id, done: false, problem: { detail: sentenceFor(reason) } })
const whyOf = (films: readonly Film[], refused: readonly Outcome[]) => refused.map(({ id, problem }) => `“${films.find(film => film.id === id)?.title ?? id}”: ${problem?.detail}`).join(' ')

/** Nothing is called taken back that was not: throws what stayed, film by film. */
function allBack(films: readonly Film[], outcomes: readonly Outcome[]): void {
  const stayed = outcomes.filter(({ done }) => !done)
  if (stayed.length > 0) throw new HouseSentence(`${say.notUndone(stayed.length)} ${whyOf(films, stayed)}`)
}
