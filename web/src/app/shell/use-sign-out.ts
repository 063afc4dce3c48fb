import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { sentenceFor } from '../../components/problem.ts'
import { isAnythingUnsaved } from '../../components/unsaved.ts'
import { signOut } from '../../features/auth/session.ts'
import { currentUploads, isMoving } from '../../features/videos/uploads/uploads.ts'
import { words } from '../../words.ts'

/**
 * Signs out and goes to the front page. What would be lost by it is said first: then `losses` are there, until one stays
 * or leaves. It is said, too, when it did not work, because whoever leaves a machine relies on it.
 */
export function useSignOut() {
  const router = useRouter()
  const [losses, tell] = useState<readonly string[] | null>(null)
  const { mutate, isPending } = useMutation({
    async mutationFn() {
      if (currentUploads().length > 0) await import('../../features/videos/uploads/begin.ts').then(({ stopAll }) => stopAll())
      await signOut()
    },
    onSuccess: () => router.navigate({ to: '/', ignoreBlocker: true }),
    onError: problem => notifications.show({ color: 'red', message: words.auth.stillIn(sentenceFor(problem)) }),
  })
  const leave = () => {
    tell(null)
    mutate()
  }
  const press = () => {
    const lost = [...(isAnythingUnsaved() ? [words.leaving.unsaved] : []), ...(currentUploads().some(isMoving) ? [words.videos.upload.leave] : [])]
    if (lost.length > 0) tell(lost)
    else leave()
  }
  return { losses, isPending, press, leave, stay: () => tell(null) }
}
