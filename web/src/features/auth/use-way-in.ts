import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Where one was going before the door. */
export function useWayIn(next: string | undefined): () => Promise<void> {
  const router = useRouter()
  const navigate = useNavigate()
  return useCallback(async () => {
    if (next === undefined) return navigate({ to: '/', replace: true })
    router.history.replace(next)
  }, [router, navigate, next])
}
