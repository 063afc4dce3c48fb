import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { usePerson } from './use-session.ts'

export const profileQuery = queryOptions({ queryKey: ['auth', 'profile'], queryFn: ({ signal }) => api.auth.getProfile({ signal }), staleTime: 300_000 })

/** How a stranger watches, and everybody until their own wishes are known. */
const usual = { autoplay: true, captions: false }

/** What the person here wants of the player. */
export function usePreferences(): { readonly autoplay: boolean; readonly captions: boolean } {
  const person = usePerson()
  const { data } = useQuery({ ...profileQuery, enabled: person !== null })
  return data?.preferences ?? usual
}
