import { Group, Text } from '@mantine/core'
import { useMatches } from '@tanstack/react-router'
import { AskAgain } from '../../features/auth/unreachable.tsx'
import { useSession } from '../../features/auth/use-session.ts'
import { words } from '../../words.ts'
import classes from './shell.module.css'

/** Above a page that is shown to strangers too, while the house does not say who is here. Pages for members say it themselves. */
export function UnreachableNote() {
  const { status } = useSession()
  const isForMembers = useMatches({ select: matches => matches.some(({ routeId }) => routeId === '/members') })
  const { title, text } = words.auth.unreachable
  if (status !== 'unreachable' || isForMembers) return null
  return (
    <Group className={classes.offline} role="status" justify="space-between" gap="xs">
      <Text size="sm">{title}. {text}</Text>
      <AskAgain />
    </Group>
  )
}
