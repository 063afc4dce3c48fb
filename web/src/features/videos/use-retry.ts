import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { sentenceFor } from '../../components/problem.ts'
import { studioWords } from '../../words/studio.ts'
import { videoKeys } from './queries.ts'

/** Another attempt at a film that failed, or at the qualities it lacks, with the file that was sent. */
export function useRetry(videoId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.videos.retry({ params: { id: videoId } }),
    onSuccess: async film => {
      client.setQueryData(videoKeys.one(videoId), film)
      notifications.show({ message: studioWords.file.retried })
      await client.invalidateQueries({ queryKey: videoKeys.all })
    },
    onError: problem => notifications.show({ color: 'red', message: sentenceFor(problem) }),
  })
}
