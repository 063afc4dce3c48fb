/** Every address of the app. A page's code is loaded with its route, and fetched ahead when a link is pointed at. */
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import type { Processing, Video } from '../../../functions/videos/contract.ts'
import { currentSession, personIn, settledSession } from '../features/auth/session.ts'
import { channelQuery } from '../features/channels/queries.ts'
import { orders, parts, type Order, type Part } from '../features/videos/content/arrange.ts'
import { unfinishedQuery } from '../features/playback/queries.ts'
import { feedQuery, rowQuery, videoQuery } from '../features/videos/queries.ts'
import { homeRows } from '../features/videos/home-rows.ts'
import { dropFirstPicture } from '../first-picture.ts'
import { BrokenPage } from './broken-page.tsx'
import { MembersGate } from './members-gate.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { InnerSkeleton, ListSkeleton, PageSkeleton, TablePageSkeleton, WatchSkeleton } from './page-skeletons.tsx'
import { queryClient } from './query-client.ts'
import { oneOf, text, time, wayBack, yes } from './search.ts'
import { areaAt } from './shell/areas.ts'
import { Shell } from './shell/shell.tsx'
import { StaffGate } from './staff-gate.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Shell, notFoundComponent: () => <NotFoundPage />, errorComponent: BrokenPage })

const categories = ['film', 'documentary', 'music', 'nature', 'science', 'technology', 'craft', 'travel', 'sport', 'education', 'news', 'other'] as const satisfies readonly Video['category'][]
const states = ['uploading', 'checking', 'transcoding', 'ready', 'failed'] as const satisfies readonly Processing[]

/** How a channel's films are shown. */
interface Arranged { part?: Part; q?: string; sort?: Order }
const arranged = (search: Record<string, unknown>): Arranged => ({ part: oneOf(parts, search['part']), q: text(search['q']), sort: oneOf(orders, search['sort']) })

/** What is begun early is begun without waiting: the page shows its skeleton at once, and its own words if it fails. */
const ahead = (work: Promise<unknown>): void => void work.catch(() => undefined)

const home = createRoute({
  getParentRoute: () => root, path: '/',
  validateSearch: (search): { category?: Video['category']; sort?: 'newest' | 'popular' } => ({ category: oneOf(categories, search['category']), sort: oneOf(['newest', 'popular'], search['sort']) }),
  loaderDeps: ({ search }) => search,
  loader: ({ deps: { category, sort } }) => {
    if (category || sort) return
    for (const row of homeRows) ahead(queryClient.ensureQueryData(rowQuery({ sort: row }, 8)))
    if (currentSession().status === 'out') return
    ahead(queryClient.ensureQueryData(unfinishedQuery()))
    ahead(queryClient.ensureQueryData(feedQuery(8)))
  },
  pendingComponent: ListSkeleton, component: lazyRouteComponent(() => import('../features/videos/home-page.tsx')),
})
const watch = createRoute({
  getParentRoute: () => root, path: '/watch/$videoId',
  validateSearch: (search): { t?: number } => ({ t: time(search['t']) }),
  loader: ({ params }) => ahead(queryClient.ensureQueryData(videoQuery(params.videoId))),
  pendingComponent: WatchSkeleton, component: lazyRouteComponent(() => import('../features/playback/watch-page.tsx')),
})
/** The film alone, for other sites' pages: outside the shell. */
const embed = createRoute({
  getParentRoute: () => root, path: '/embed/$videoId',
  validateSearch: (search): { t?: number; autoplay?: boolean } => ({ t: time(search['t']), autoplay: yes(search['autoplay']) }),
  component: lazyRouteComponent(() => import('../features/playback/embed-page.tsx')),
})
const channel = createRoute({
  getParentRoute: () => root, path: '/@{$handle}',
  loader: ({ params }) => ahead(queryClient.ensureQueryData(channelQuery(params.handle))),
  pendingComponent: ListSkeleton, component: lazyRouteComponent(() => import('../features/channels/channel-page.tsx')),
})

/** Pages at the door remember where one was going. */
const atTheDoor = { validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: wayBack(search['next']) }) }
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', ...atTheDoor, component: lazyRouteComponent(() => import('../features/auth/sign-in-page.tsx')) })
const signUp = createRoute({ getParentRoute: () => root, path: '/sign-up', ...atTheDoor, component: lazyRouteComponent(() => import('../features/auth/sign-up-page.tsx')) })
const verify = createRoute({ getParentRoute: () => root, path: '/verify', ...atTheDoor, component: lazyRouteComponent(() => import('../features/auth/verify-page.tsx')) })
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot-password', ...atTheDoor, component: lazyRouteComponent(() => import('../features/auth/forgot-password-page.tsx')) })
const reset = createRoute({ getParentRoute: () => root, path: '/reset-password', ...atTheDoor, component: lazyRouteComponent(() => import('../features/auth/reset-password-page.tsx')) })
const goodbye = createRoute({ getParentRoute: () => root, path: '/goodbye', component: lazyRouteComponent(() => import('../features/auth/goodbye-page.tsx')) })
const invitation = createRoute({ getParentRoute: () => root, path: '/invitations/$token', component: lazyRouteComponent(() => import('../features/channels/team/invitation-page.tsx')) })

/** Everything below needs a person; a stranger signs in and comes back. */
const members = createRoute({
  getParentRoute: () => root, id: 'members', pendingComponent: InnerSkeleton, component: MembersGate,
  beforeLoad: async ({ location }) => {
    if ((await settledSession()).status === 'out') throw redirect({ to: '/sign-in', search: { next: location.href } })
  },
})
const following = createRoute({ getParentRoute: () => members, path: '/following', pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/channels/following-page.tsx')) })
const history = createRoute({ getParentRoute: () => members, path: '/history', component: lazyRouteComponent(() => import('../features/playback/history-page.tsx')) })
const library = createRoute({ getParentRoute: () => members, path: '/library', pendingComponent: ListSkeleton, component: lazyRouteComponent(() => import('../features/playback/library-page.tsx')) })
const account = createRoute({ getParentRoute: () => members, path: '/account', component: lazyRouteComponent(() => import('../features/auth/account/account-page.tsx')) })
/** Whoever has several channels stays in the one they chose, from room to room. */
const studio = createRoute({
  getParentRoute: () => members, path: '/studio',
  validateSearch: (search): { channel?: string } => ({ channel: text(search['channel']) }),
  search: { middlewares: [retainSearchParams(['channel'])] },
})
const dashboard = createRoute({
  getParentRoute: () => studio, path: '/',
  // The films were here once; links to them, filtered or sorted, are still about.
  validateSearch: (search): Arranged & { status?: Processing } => ({ ...arranged(search), status: oneOf(states, search['status']) }),
  beforeLoad: ({ search: { channel, part, q, sort, status } }) => {
    if (part ?? q ?? sort ?? status) throw redirect({ to: '/studio/content', search: { channel, q, sort, part: part ?? (status === 'failed' ? 'needs-you' : status && status !== 'ready' ? 'in-work' : undefined) } })
  },
  component: lazyRouteComponent(() => import('../features/videos/dashboard/dashboard-page.tsx')),
})
const content = createRoute({ getParentRoute: () => studio, path: '/content', validateSearch: arranged, pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/videos/content/content-page.tsx')) })
const upload = createRoute({ getParentRoute: () => studio, path: '/upload', component: lazyRouteComponent(() => import('../features/videos/upload-page.tsx')) })
const edit = createRoute({ getParentRoute: () => studio, path: '/films/$videoId', component: lazyRouteComponent(() => import('../features/videos/edit-page.tsx')) })
const channelSettings = createRoute({ getParentRoute: () => studio, path: '/channel', component: lazyRouteComponent(() => import('../features/channels/settings-page.tsx')) })
const channelMembers = createRoute({ getParentRoute: () => studio, path: '/members', pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/channels/team/members-page.tsx')) })
const newChannel = createRoute({ getParentRoute: () => studio, path: '/channels/new', component: lazyRouteComponent(() => import('../features/channels/new-channel-page.tsx')) })

/** Everything below is for staff: who may see what is written in shell/areas.ts. */
const admin = createRoute({ getParentRoute: () => members, path: '/admin', component: StaffGate })
const adminHome = createRoute({
  getParentRoute: () => admin, path: '/',
  beforeLoad: async () => {
    const person = personIn(await settledSession())
    throw redirect({ to: areaAt('/admin')?.places.find(place => place.for(person))?.to ?? '/admin/people' })
  },
})
const people = createRoute({
  getParentRoute: () => admin, path: '/people',
  validateSearch: (search): { q?: string; id?: string } => ({ q: text(search['q']), id: text(search['id']) }),
  pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/users/people-page.tsx')),
})
const staffFilms = createRoute({
  getParentRoute: () => admin, path: '/films',
  validateSearch: (search): { state?: Processing; owner?: string; channel?: string; id?: string } => ({ state: oneOf(states, search['state']), owner: text(search['owner']), channel: text(search['channel']), id: text(search['id']) }),
  pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/videos/staff/staff-films-page.tsx')),
})
const system = createRoute({
  getParentRoute: () => admin, path: '/system',
  validateSearch: (search): { queue?: string } => ({ queue: text(search['queue']) }),
  pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/system/system-page.tsx')),
})
const audit = createRoute({
  getParentRoute: () => admin, path: '/audit',
  validateSearch: (search): { subject?: string; actor?: string } => ({ subject: text(search['subject']), actor: text(search['actor']) }),
  pendingComponent: TablePageSkeleton, component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx')),
})

export const router = createRouter({
  routeTree: root.addChildren([home, watch, embed, channel, signIn, signUp, verify, forgot, reset, goodbye, invitation, members.addChildren([following, history, library, account, studio.addChildren([dashboard, content, upload, edit, channelSettings, channelMembers, newChannel]), admin.addChildren([adminHome, people, staffFilms, system, audit])])]),
  context: { queryClient },
  defaultPreload: 'intent',
  // Query knows how fresh things are.
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

// Whatever becomes of the first page: another one never shows its pictures.
router.subscribe('onBeforeNavigate', ({ fromLocation }) => fromLocation && dropFirstPicture())

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
  /** What travels with a step in the history, out of the address: it must not stand in logs. */
  interface HistoryState { email?: string; resumeVideo?: string; hasLeft?: boolean }
}
