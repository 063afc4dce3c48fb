import { Outlet, useLocation, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useSession } from '../../features/auth/use-session.ts'
import { useAnyUploads } from '../../features/videos/uploads/use-uploads.ts'
import { words } from '../../words.ts'
import { AreaTabs } from './area-tabs.tsx'
import { areaAt, isDoor } from './areas.ts'
import { BottomBar } from './bottom-bar.tsx'
import { OfflineNote } from './offline-note.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'
import classes from './shell.module.css'
import { UnreachableNote } from './unreachable-note.tsx'

const SignInAgain = lazy(() => import('../../features/auth/sign-in-again.tsx'))
const UploadDrawer = lazy(() => import('../../features/videos/uploads/upload-drawer.tsx'))

/** A page in the house, or a film alone in somebody else's page. */
export function Shell() {
  const { pathname } = useLocation()
  const session = useSession()
  return (
    <>
      {pathname.startsWith('/embed/') ? <Outlet /> : <Frame pathname={pathname} />}
      {session.status === 'lapsed' && !isDoor(pathname) && <Suspense><SignInAgain person={session.user} /></Suspense>}
    </>
  )
}

/** The frame around every page: bars and rail stay, the page changes, uploads go on. */
function Frame({ pathname }: { pathname: string }) {
  const uploading = useAnyUploads()
  const main = useFocusOnNavigation(pathname)
  const wide = pathname.startsWith('/watch/') || isDoor(pathname)
  const area = areaAt(pathname)
  return (
    <div className={classes.shell} data-wide={wide || undefined}>
      <a href="#main" className={classes.skip}>{words.skip}</a>
      <TopBar />
      {!wide && <Rail />}
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <OfflineNote />
        <UnreachableNote />
        {area && <AreaTabs area={area} />}
        <Outlet />
      </main>
      <BottomBar />
      {uploading && <Suspense><UploadDrawer /></Suspense>}
    </div>
  )
}

/** After a navigation the keyboard and the screen reader begin at the new page, as they would on a fresh load. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null)
  const settled = useRouterState({ select: state => state.status === 'idle' })
  const seen = useRef(pathname)
  useEffect(() => {
    if (!settled || seen.current === pathname) return
    seen.current = pathname
    // A page that puts the cursor into its first field keeps it.
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [pathname, settled])
  return main
}
