import { Outlet, useLocation } from '@tanstack/react-router'
import { Empty } from '../components/empty.tsx'
import { LinkButton } from '../components/link-button.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { Unreachable } from '../features/auth/unreachable.tsx'
import { useSession } from '../features/auth/use-session.ts'
import { words } from '../words.ts'

/** A page that needs a person, for as long as there is one: they may sign out in another tab. */
export function MembersGate() {
  const { status } = useSession()
  if (status === 'unreachable') return <Unreachable />
  return status === 'out' ? <SignedOut /> : <Outlet />
}

function SignedOut() {
  const here = useLocation({ select: ({ href }) => href })
  const { title, text } = words.auth.signedOut
  return (
    <Empty level={1} title={title} text={text}>
      <PageTitle>{title}</PageTitle>
      <LinkButton to="/sign-in" search={{ next: here }}>{words.actions.signIn}</LinkButton>
    </Empty>
  )
}
