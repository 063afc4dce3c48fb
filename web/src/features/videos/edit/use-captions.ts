import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { offerUndo } from '../../../components/offer-undo.tsx'
import { sentenceFor } from '../../../components/problem.ts'
import { studioWords } from '../../../words/studio.ts'
import { playbackQuery } from '../../playback/queries.ts'
import { videoKeys } from '../queries.ts'

const say = studioWords.captions
interface Track { readonly language: string; readonly label: string; readonly url: string | null }

/** Adds, replaces and deletes captions. What was deleted is kept on this page for as long as it can be taken back. */
export function useCaptions(videoId: string) {
  const client = useQueryClient()
  // The player beside takes its captions with its permission: that is there when the list says that there are others.
  const settle = async () => {
    await client.invalidateQueries({ queryKey: playbackQuery(videoId).queryKey })
    await client.invalidateQueries({ queryKey: videoKeys.captions(videoId) })
  }
  const put = useMutation({
    mutationFn: async ({ file, language, label }: { file: Blob; language: string; label?: string }) => api.videos.putCaptions({ params: { id: videoId, language }, body: { content: await file.text(), ...(label && { label }) } }),
    onSuccess: async ({ label }) => {
      notifications.show({ message: say.added(label) })
      await settle()
    },
  })
  const remove = useMutation({
    mutationFn: async ({ language, url }: Track) => {
      const content = url === null ? null : await fetch(url).then(response => (response.ok ? response.text() : null))
      await api.videos.removeCaptions({ params: { id: videoId, language } })
      return content
    },
    onSuccess: async (content, { language, label }) => {
      if (content === null) notifications.show({ message: say.removed(label) })
      else offerUndo(say.removed(label), async () => {
        await api.videos.putCaptions({ params: { id: videoId, language }, body: { content, label } })
        await settle()
      }, say.undone(label))
      await settle()
    },
    onError: problem => notifications.show({ color: 'red', message: sentenceFor(problem) }),
  })
  return { put, remove }
}
