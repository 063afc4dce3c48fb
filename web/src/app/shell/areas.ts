/** Where one can go, by who one is. A place is listed here when, and only when, there is a page behind it. */
import { IconBuildingBroadcastTower, IconBooks, IconHeart, IconHistory, IconHome, IconLayoutDashboard, IconMovie, IconUsers, type Icon } from '@tabler/icons-react'
import type { User } from '../../../../functions/auth/contract.ts'
import { words } from '../../words.ts'

export interface Place { readonly to: '/' | '/following' | '/library' | '/history' | '/studio' | '/studio/channel' | '/studio/members'; readonly label: string; readonly icon: Icon; readonly for: (person: User | null) => boolean; readonly exact?: boolean }

const everybody = () => true
const member = (person: User | null) => person !== null

/** The watching side of the house. */
export const house: readonly Place[] = [
  { to: '/', label: words.areas.home, icon: IconHome, for: everybody, exact: true },
  { to: '/following', label: words.areas.following, icon: IconHeart, for: member },
  { to: '/history', label: words.areas.history, icon: IconHistory, for: member },
  { to: '/library', label: words.areas.library, icon: IconBooks, for: member },
]
/** Whole areas, each behind its door. */
export const areas: readonly Place[] = [{ to: '/studio', label: words.areas.studio, icon: IconLayoutDashboard, for: member }]
/** Where one signs in and up: nothing beside it. */
export const isDoor = (pathname: string): boolean => ['/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password'].includes(pathname) || pathname.startsWith('/invitations/')
/** Inside the studio. */
export const studio: readonly Place[] = [
  { to: '/studio', label: words.areas.content, icon: IconMovie, for: member, exact: true },
  { to: '/studio/channel', label: words.areas.channel, icon: IconBuildingBroadcastTower, for: member },
  { to: '/studio/members', label: words.areas.members, icon: IconUsers, for: member },
]
