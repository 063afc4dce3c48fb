import { Button, Group } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Face } from '../../components/face.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Mark } from '../../components/mark.tsx'
import { usePerson, useSession } from '../../features/auth/use-session.ts'
import { words } from '../../words.ts'
import { isDoor } from './areas.ts'
import { SchemeButton } from './scheme-button.tsx'
import classes from './top-bar.module.css'

const PersonMenu = lazy(() => import('./person-menu.tsx'))

export function TopBar() {
  const { status } = useSession()
  const person = usePerson()
  const { href, pathname } = useLocation()
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.home} aria-label={words.house}>
        <Mark />
        <span>{words.house}</span>
      </Link>
      <Group gap="xs" ml="auto" wrap="nowrap">
        {person && (
          <>
            <LinkButton to="/studio/upload" variant="default" leftSection={<IconPlus size={18} aria-hidden />} className={classes.create}>{words.actions.create}</LinkButton>
            <Suspense fallback={<Face of={person.id} picture={person.face} size={36} />}><PersonMenu person={person} /></Suspense>
          </>
        )}
        {status === 'out' && (
          <>
            <SchemeButton />
            {!isDoor(pathname) && <LinkButton to="/sign-in" search={{ next: pathname === '/' ? undefined : href }}>{words.actions.signIn}</LinkButton>}
          </>
        )}
        {/* Keeps the place until it is known who is here. */}
        {!person && status !== 'out' && <Button variant="default" className={classes.restoring} aria-hidden disabled>{words.actions.create}</Button>}
      </Group>
    </header>
  )
}
