import { Navigate, useLocation } from '@tanstack/react-router'
import { LinkButton } from '../../components/link-button.tsx'
import { words } from '../../words.ts'
import { Door } from './door.tsx'

const { title, text } = words.auth.goodbye

/** The last page for whoever has just left for good; nobody else has reason to be here. */
export default function GoodbyePage() {
  const hasLeft = useLocation({ select: ({ state }) => state.hasLeft })
  if (!hasLeft) return <Navigate to="/" replace />
  return <Door title={title} lead={text}><LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton></Door>
}
