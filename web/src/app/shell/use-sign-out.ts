import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { isAnythingUnsaved } from '../../components/unsaved.ts'
import { signOut } from '../../features/auth/session.ts'
import { currentUploads, isMoving } from '../../features/videos/uploads/uploads.ts'
import { words } from '../../words.ts'

/** Signs out; what would be lost by it is said first: then `losses` are there, until one stays or leaves. */
export function useSignOut() {
  const router = useRouter()
  const [losses, tell] = useState<readonly string[] | null>(null)
  const leave = async () => {
    tell(null)
    if (currentUploads().length > 0) await import('../../features/videos/uploads/begin.ts').then(({ stopAll }) => stopAll())
    await signOut()
    await router.navigate({ to: '/', ignoreBlocker: true })
  }
  const press = () => {
    const lost = [...(isAnythingUnsaved() ? [words.leaving.unsaved] : []), ...(currentUploads().some(isMoving) ? [words.videos.upload.leave] : [])]
    if (lost.length > 0) tell(lost)
    else void leave()
  }
  return { losses, press, leave, stay: () => tell(null) }
}
