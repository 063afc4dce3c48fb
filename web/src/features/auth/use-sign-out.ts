import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sentenceFor } from '../../components/problem.ts'
import { words } from '../../words.ts'
import { signOut } from './session.ts'

/** Signs out and goes to the front page; says so when it did not work, because whoever leaves a machine relies on it. */
export function useSignOut() {
  const router = useRouter()
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => router.navigate({ to: '/' }),
    onError: problem => notifications.show({ color: 'red', message: words.auth.stillIn(sentenceFor(problem)) }),
  })
}
