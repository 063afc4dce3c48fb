/**
 * Where one can go, by who one is. Every place of the house is declared here with who may enter; one without a page behind
 * it yet says `open: false` and is shown to nobody. Its page opens it: the address goes into `Place`, `open: false` goes.
 * An area is shown to whoever may enter one of its open places.
 */
import {
  IconBooks, IconBroadcast, IconBuildingBroadcastTower, IconCategory, IconChartLine, IconClipboardList, IconCode, IconCoin, IconFlag, IconHeart, IconHeartbeat, IconHistory, IconHome, IconLayoutDashboard, IconLifebuoy,
  IconMessages, IconMovie, IconShieldCog, IconUsers, type Icon,
} from '@tabler/icons-react'
import type { User } from '../../../../functions/auth/contract.ts'
import type { Role } from '../../../../functions/platform/contract.ts'
import { words } from '../../words.ts'

export interface Place { readonly to: '/' | '/following' | '/library' | '/history' | '/studio' | '/studio/content' | '/studio/channel' | '/studio/members' | '/admin/people' | '/admin/films' | '/admin/system' | '/admin/audit'; readonly label: string; readonly icon: Icon; readonly for: (person: User | null) => boolean; readonly exact?: boolean }
/** A place that is still to be built. */
interface ComingPlace extends Omit<Place, 'to'> { readonly to: `/${string}`; readonly open: false }
type Declared = Place | ComingPlace
interface AreaOf<P> { readonly prefix: `/${string}`; readonly label: string; readonly icon: Icon; readonly places: readonly P[] }
export type Area = AreaOf<Place>

const everybody = () => true
const member = (person: User | null) => person !== null
/** As the contracts' `who` has it. */
const oneOf = (...roles: Role[]) => (person: User | null) => person?.roles.some(role => roles.includes(role)) ?? false

/** The watching side of the house. */
const inTheHouse: readonly Declared[] = [
  { to: '/', label: words.areas.home, icon: IconHome, for: everybody, exact: true },
  { to: '/live', label: words.areas.live, icon: IconBroadcast, for: everybody, open: false },
  { to: '/following', label: words.areas.following, icon: IconHeart, for: member },
  { to: '/history', label: words.areas.history, icon: IconHistory, for: member },
  { to: '/library', label: words.areas.library, icon: IconBooks, for: member },
]
/** Whole areas, each with a rail of its own. */
const inAreas: readonly AreaOf<Declared>[] = [
  {
    prefix: '/studio', label: words.areas.studio, icon: IconLayoutDashboard,
    places: [
      { to: '/studio', label: words.areas.dashboard, icon: IconLayoutDashboard, for: member, exact: true },
      { to: '/studio/content', label: words.areas.content, icon: IconMovie, for: member },
      { to: '/studio/live', label: words.areas.live, icon: IconBroadcast, for: member, open: false },
      { to: '/studio/analytics', label: words.areas.analytics, icon: IconChartLine, for: member, open: false },
      { to: '/studio/tiers', label: words.areas.tiers, icon: IconCoin, for: member, open: false },
      { to: '/studio/chat', label: words.areas.chat, icon: IconMessages, for: member, open: false },
      { to: '/studio/channel', label: words.areas.channel, icon: IconBuildingBroadcastTower, for: member },
      { to: '/studio/members', label: words.areas.members, icon: IconUsers, for: member },
    ],
  },
  {
    prefix: '/admin', label: words.areas.admin, icon: IconShieldCog,
    places: [
      { to: '/admin/people', label: words.areas.people, icon: IconUsers, for: oneOf('admin', 'support') },
      { to: '/admin/films', label: words.areas.films, icon: IconMovie, for: oneOf('admin', 'moderator') },
      { to: '/admin/moderation', label: words.areas.moderation, icon: IconFlag, for: oneOf('admin', 'moderator'), open: false },
      { to: '/admin/catalogue', label: words.areas.catalogue, icon: IconCategory, for: oneOf('admin', 'editor'), open: false },
      { to: '/admin/analytics', label: words.areas.analytics, icon: IconChartLine, for: oneOf('admin'), open: false },
      { to: '/admin/system', label: words.areas.system, icon: IconHeartbeat, for: oneOf('admin') },
      { to: '/admin/audit', label: words.areas.audit, icon: IconClipboardList, for: oneOf('admin') },
    ],
  },
  { prefix: '/support', label: words.areas.support, icon: IconLifebuoy, places: [{ to: '/support', label: words.areas.tickets, icon: IconLifebuoy, for: oneOf('admin', 'support'), open: false }] },
  { prefix: '/developers', label: words.areas.developers, icon: IconCode, places: [{ to: '/developers', label: words.areas.developers, icon: IconCode, for: member, open: false }] },
]

const isComing = (place: Declared): place is ComingPlace => 'open' in place
const isOpen = (place: Declared): place is Place => !isComing(place)
export const house: readonly Place[] = inTheHouse.filter(isOpen)
export const areas: readonly Area[] = inAreas.map(area => ({ ...area, places: area.places.filter(isOpen) })).filter(({ places }) => places.length > 0)
/** Places that have no page yet. */
export const coming: readonly ComingPlace[] = [...inTheHouse, ...inAreas.flatMap(({ places }) => places)].filter(isComing)

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
