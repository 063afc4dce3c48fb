import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { placeProblem } from '../../../components/problem.ts'
import { studioWords } from '../../../words/studio.ts'
import { videoKeys } from '../queries.ts'

const say = studioWords.publication
export type PublicationState = 'published' | 'draft' | 'scheduled'
const typedOf = ({ publication }: Video) => ({ state: (publication?.state ?? 'published') as PublicationState, at: publication?.local?.slice(0, 16) ?? '', zone: publication?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })

/** Whether and when a film is shown, as somebody chooses it: for the form, and for whoever shows it beside. */
export function usePublicationForm(film: Video) {
  const client = useQueryClient()
  const form = useForm({ initialValues: typedOf(film), validate: { at: (at, { state }) => (state === 'scheduled' && !at ? say.chooseTime : null) } })
  const save = useMutation({
    mutationFn: ({ state, at, zone }: typeof form.values) => api.videos.publish({ params: { id: film.id }, body: state === 'scheduled' ? { state, at, zone } : { state } }),
    onSuccess: async (saved, sent) => {
      client.setQueryData(videoKeys.one(film.id), saved)
      form.setInitialValues(typedOf(saved))
      // What was chosen meanwhile stays.
      if (JSON.stringify(form.getValues()) === JSON.stringify(sent)) form.setValues(typedOf(saved))
      notifications.show({ message: say.saved[saved.publication?.state ?? 'published'] })
      await client.invalidateQueries({ queryKey: videoKeys.all })
    },
    onError: problem => placeProblem(form, problem, { publish_too_late: 'at', publish_too_far: 'at', no_such_time: 'at', zone_unknown: 'zone' }),
  })
  return { form, save }
}
export type PublicationForm = ReturnType<typeof usePublicationForm>
