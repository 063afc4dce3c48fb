import { Button, Text } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'

const patience = 30

/** Asks for another code, at most every half minute; a mail takes a moment. */
export function ResendButton({ send }: { send: () => Promise<unknown> }) {
  const [left, setLeft] = useState(patience)
  useInterval(() => setLeft(seconds => Math.max(0, seconds - 1)), 1000, { autoInvoke: true })
  const again = useMutation({ mutationFn: send, onSuccess: () => setLeft(patience) })
  return (
    <div>
      <Button fullWidth variant="default" onClick={() => again.mutate()} loading={again.isPending} disabled={left > 0}>{left > 0 ? words.auth.verify.resendIn(left) : words.auth.verify.resend}</Button>
      <div role="status">{again.isSuccess && <Text size="sm" c="dimmed" ta="center" mt="sm">{words.auth.verify.resent}</Text>}</div>
      <ProblemNote problem={again.error} />
    </div>
  )
}
