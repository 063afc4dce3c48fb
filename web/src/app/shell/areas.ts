/**
 * Where one can go, by who one is. A place is listed here when, and only when, there is a page behind it; an area is
 * shown to whoever may enter one of its places. A new area (support, developers) is one more entry in `areas`.
 */
import { IconBooks, IconBuildingBroadcastTower, IconClipboardList, IconHeart, IconHeartbeat, IconHistory, IconHome, IconLayoutDashboard, IconMovie, IconShieldCog, IconUsers, type Icon } from '@tabler/icons-react'
import type { User } from '../../../../functions/auth/contract.ts'
import type { Role } from '../../../../functions/platform/contract.ts'
import { words } from '../../words.ts'

export interface Place { readonly to: '/' | '/following' | '/library' | '/history' | '/studio' | '/studio/content' | '/studio/channel' | '/studio/members' | '/admin/people' | '/admin/films' | '/admin/system' | '/admin/audit'; readonly label: string; readonly icon: Icon; readonly for: (person: User | null) => boolean; readonly exact?: boolean }
export interface Area { readonly prefix: `/${string}`; readonly label: string; readonly icon: Icon; readonly places: readonly Place[] }

const everybody = () => true
const member = (person: User | null) => person !== null
/** As the contracts' `who` has it. */
const oneOf = (...roles: Role[]) => (person: User | null) => person?.roles.some(role => roles.includes(role)) ?? false

/** The watching side of the house. */
export const house: readonly Place[] = [
  { to: '/', label: words.areas.home, icon: IconHome, for: everybody, exact: true },
  { to: '/following', label: words.areas.following, icon: IconHeart, for: member },
  { to: '/history', label: words.areas.history, icon: IconHistory, for: member },
  { to: '/library', label: words.areas.library, icon: IconBooks, for: member },
]
/** Inside the studio. */
export const studio: readonly Place[] = [
  { to: '/studio', label: words.areas.dashboard, icon: IconLayoutDashboard, for: member, exact: true },
  { to: '/studio/content', label: words.areas.content, icon: IconMovie, for: member },
  { to: '/studio/channel', label: words.areas.channel, icon: IconBuildingBroadcastTower, for: member },
  { to: '/studio/members', label: words.areas.members, icon: IconUsers, for: member },
]
/** Inside the admin area. */
export const admin: readonly Place[] = [
  { to: '/admin/people', label: words.areas.people, icon: IconUsers, for: oneOf('admin', 'support') },
  { to: '/admin/films', label: words.areas.films, icon: IconMovie, for: oneOf('admin', 'moderator') },
  { to: '/admin/system', label: words.areas.system, icon: IconHeartbeat, for: oneOf('admin') },
  { to: '/admin/audit', label: words.areas.audit, icon: IconClipboardList, for: oneOf('admin') },
]

/** Whole areas, each with a rail of its own. */
export const areas: readonly Area[] = [
  { prefix: '/studio', label: words.areas.studio, icon: IconLayoutDashboard, places: studio },
  { prefix: '/admin', label: words.areas.admin, icon: IconShieldCog, places: admin },
]
const isWithin = (pathname: string, prefix: string) => pathname === prefix || pathname.startsWith(`${prefix}/`)

/** The area that an address lies in, if it is none of the house's own. */
export const areaAt = (pathname: string): Area | undefined => areas.find(({ prefix }) => isWithin(pathname, prefix))
/** The place of an area that an address lies in. */
export const placeAt = (pathname: string): Place | undefined => areaAt(pathname)?.places.findLast(({ to }) => isWithin(pathname, to))
/** The areas that somebody may enter, as places: each leads to the first room that is open to them. */
export const areasFor = (person: User | null): Place[] => areas.flatMap(({ label, icon, places }) => {
  const first = places.find(place => place.for(person))
  return first ? [{ ...first, label, icon, exact: false }] : []
})
/** Where one signs in and up: nothing beside it. */
export const isDoor = (pathname: string): boolean => ['/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password', '/goodbye'].includes(pathname) || pathname.startsWith('/invitations/')
