import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { ApiProblem } from '../../../functions/platform/contract-client.ts'
import { words } from '../words.ts'
import { LinkButton } from './link-button.tsx'
import { needsSignIn, sentenceFor } from './problem.ts'
import classes from './problem-note.module.css'

/** What happened and what to do about it; the request id folded away for whoever writes to support. */
export function ProblemNote({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  if (!problem) return null
  return (
    <Alert className={classes.note} variant="default" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Text size="sm">{sentenceFor(problem)}</Text>
      {problem instanceof ApiProblem && problem.requestId && (
        <details className={classes.details}>
          <summary>{words.actions.details}</summary>
          <Text size="xs" c="dimmed">{words.problemDetails(problem.code, problem.requestId)}</Text>
        </details>
      )}
      {(onRetry || needsSignIn(problem)) && (
        <Group gap="xs" mt="xs">
          {needsSignIn(problem) && <SignInButton />}
          {onRetry && <Button size="xs" variant="default" onClick={onRetry}>{words.actions.tryAgain}</Button>}
        </Group>
      )}
    </Alert>
  )
}

/** To the door, and back to where one is. */
function SignInButton() {
  const here = useLocation({ select: ({ href }) => href })
  return <LinkButton to="/sign-in" search={{ next: here }} size="xs">{words.actions.signIn}</LinkButton>
}
