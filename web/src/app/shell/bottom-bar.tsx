import { IconBooks, IconHeart, IconHome, IconPlus, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../features/auth/use-session.ts'
import { words } from '../../words.ts'
import classes from './bottom-bar.module.css'

/** The phone's way about, within the thumb's reach. */
export function BottomBar() {
  const { status } = useSession()
  // Whoever was signed in finds the bar as it was: nothing in it moves while the session is being restored, or the house cannot be reached.
  const isMember = status !== 'out'
  const here = { className: classes.here }
  return (
    <nav className={classes.bar} aria-label={words.areas.main}>
      <Link to="/" className={classes.place} activeProps={here} activeOptions={{ exact: true, includeSearch: false }}><IconHome size={24} stroke={1.75} aria-hidden />{words.areas.home}</Link>
      {isMember && (
        <>
          <Link to="/following" className={classes.place} activeProps={here}><IconHeart size={24} stroke={1.75} aria-hidden />{words.areas.following}</Link>
          <Link to="/studio/upload" className={classes.place}><IconPlus size={24} stroke={1.75} aria-hidden />{words.actions.create}</Link>
          <Link to="/library" className={classes.place} activeProps={here}><IconBooks size={24} stroke={1.75} aria-hidden />{words.areas.library}</Link>
          <Link to="/account" className={classes.place} activeProps={here}><IconUser size={24} stroke={1.75} aria-hidden />{words.areas.account}</Link>
        </>
      )}
      {status === 'out' && (
        <Link to="/sign-in" className={classes.place} activeProps={here} activeOptions={{ includeSearch: false }}><IconUser size={24} stroke={1.75} aria-hidden />{words.actions.signIn}</Link>
      )}
    </nav>
  )
}
