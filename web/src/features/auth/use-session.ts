import { useSyncExternalStore } from 'react'
import type { User } from '../../../../functions/auth/contract.ts'
import { currentSession, onSession, type Session } from './session.ts'

export const useSession = (): Session => useSyncExternalStore(onSession, currentSession)
/** The signed-in person, or null for somebody signed out or not yet known. */
export function usePerson(): User | null {
  const session = useSession()
  return session.status === 'in' ? session.user : null
}
