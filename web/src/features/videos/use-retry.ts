import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from '../../../../functions/videos/contract.ts'
import { api } from '../../api.ts'
import { sentenceFor } from '../../components/problem.ts'
import { studioWords } from '../../words/studio.ts'
import { videoKeys } from './queries.ts'

/** These fail again with the same file: another one must be sent. */
const needAnotherFile = new Set(['size_mismatch', 'source_missing', 'upload_abandoned', 'no_picture', 'too_large_picture', 'too_long'])
/** Also of a film that is ready and has a reason: then qualities are missing. */
export const mayRetry = ({ mine, progress }: Pick<Video, 'mine' | 'progress'>): boolean => mine && Boolean(progress?.reason) && !needAnotherFile.has(progress!.reason!.code)

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
