import { Button } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { words } from '../../words.ts'
import { settledSession } from './session.ts'

const say = words.auth.unreachable

/** Asks the house once more who is here; by itself as soon as the connection is back. */
export function AskAgain() {
  const ask = useMutation({ mutationFn: settledSession })
  useWindowEvent('online', () => ask.mutate())
  return <Button variant="default" size="sm" loading={ask.isPending} onClick={() => ask.mutate()}>{words.actions.tryAgain}</Button>
}

/** In place of a page that needs to know who is here, while the house does not say. */
export const Unreachable = () => (
  <Empty level={1} title={say.title} text={say.text}>
    <PageTitle>{say.title}</PageTitle>
    <AskAgain />
  </Empty>
)
