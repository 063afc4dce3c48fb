import { useSyncExternalStore } from 'react'
import type { User } from '../../../../functions/auth/contract.ts'
import { currentSession, onSession, personIn, type Session } from './session.ts'

export const useSession = (): Session => useSyncExternalStore(onSession, currentSession)
/** The person the page is shown to, or null for somebody signed out or not yet known. */
export const usePerson = (): User | null => personIn(useSession())
