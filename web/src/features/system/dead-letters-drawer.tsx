import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueueSeen } from '../../../../functions/system/contract.ts'
import { DetailDrawer } from '../../components/detail-drawer.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { When } from '../../components/when.tsx'
import { WithReason } from '../../components/with-reason.tsx'
import { staffApi } from '../../staff-api.ts'
import { adminWords } from '../../words/admin.ts'
import { deadLettersQuery, systemKeys } from './queries.ts'
import classes from './system-page.module.css'

const say = adminWords.system

/** What nobody could work off in one queue, and the way back into it. */
export const DeadLettersDrawer = ({ queue, onClose }: { queue: QueueSeen | undefined; onClose: () => void }) => (
  <DetailDrawer opened={queue !== undefined} onClose={onClose} title={queue && say.deadTitle(queue.name)}>{queue && <DeadLetters queue={queue} onGivenBack={onClose} />}</DetailDrawer>
)

function DeadLetters({ queue: { name, deadLetters: { waiting, mayGoBack } }, onGivenBack }: { queue: QueueSeen; onGivenBack: () => void }) {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(deadLettersQuery(name))
  const [asking, { open, close }] = useDisclosure(false)
  const giveBack = useMutation({
    mutationFn: (reason: string) => staffApi.system.redrive({ params: { name }, body: { reason } }),
    onSuccess: async () => {
      close()
      onGivenBack()
      notifications.show({ message: say.givenBack })
      await client.invalidateQueries({ queryKey: systemKeys.all })
    },
  })
  return (
    <Stack>
      <Text size="sm" c="dimmed">{say.deadText} {data && waiting > data.items.length && say.firstFew(data.items.length, waiting)}</Text>
      {mayGoBack ? <Button onClick={open} disabled={waiting === 0}>{say.giveBack}</Button> : <Text size="sm">{say.cannot}</Text>}
      <ProblemNote problem={data ? null : error} onRetry={refetch} />
      {!data && !error && <Skeleton h={200} />}
      {data?.items.length === 0 && <Text size="sm">{say.deadNone}</Text>}
      {data?.items.map(({ id, sentAt, body }) => (
        <article key={id} className={classes.letter}>
          <Text size="xs" c="dimmed"><When at={sentAt} say={say.sent} /> · {id}</Text>
          <pre tabIndex={0} role="region" aria-label={id}>{readable(body)}</pre>
        </article>
      ))}
      <WithReason opened={asking} onClose={close} title={say.giveBackTitle} text={say.giveBackText} action={say.giveBack} isPending={giveBack.isPending} problem={giveBack.error} onConfirm={reason => giveBack.mutate(reason)} />
    </Stack>
  )
}

/** JSON on several lines; what is none, or was cut off, as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
