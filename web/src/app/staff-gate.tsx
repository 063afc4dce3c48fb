import { Outlet, useLocation } from '@tanstack/react-router'
import { Empty } from '../components/empty.tsx'
import { LinkButton } from '../components/link-button.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { usePerson } from '../features/auth/use-session.ts'
import { words } from '../words.ts'
import { placeAt } from './shell/areas.ts'

/** Opens a page of staff to whoever has the role for it; the API decides the same for each call. */
export function StaffGate() {
  const person = usePerson()
  const place = useLocation({ select: ({ pathname }) => placeAt(pathname) })
  if (!place || place.for(person)) return <Outlet />
  return (
    <Empty level={1} title={words.staffOnly.title} text={words.staffOnly.text}>
      <PageTitle>{words.staffOnly.title}</PageTitle>
      <LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton>
    </Empty>
  )
}
