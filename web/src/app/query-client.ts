import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../../../functions/platform/contract-client.ts'
import { currentSession, distrustToken, onSession, personIn } from '../features/auth/session.ts'

/** A refused token is renewed and tried once more; a lost connection or a tired server twice; a refusal never. */
export function tryAgain(failures: number, problem: Error): boolean {
  if (!(problem instanceof ApiProblem)) return false
  if (problem.code === 'token_invalid') {
    distrustToken()
    return failures < 1
  }
  return (problem.status === 0 || problem.status === 429 || problem.status >= 500) && failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: tryAgain },
    mutations: { retry: (failures, problem) => problem instanceof ApiProblem && problem.code === 'token_invalid' && tryAgain(failures, problem) },
  },
})

// Another person sees other things: nothing of the last one stays.
let person = personId()
function personId(): string | null | undefined {
  const session = currentSession()
  return session.status === 'restoring' ? undefined : personIn(session)?.id ?? null
}
onSession(() => {
  const next = personId()
  if (person !== undefined && next !== person) void queryClient.resetQueries()
  person = next
})
