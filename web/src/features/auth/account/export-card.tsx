import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'
import { AccountCard } from './account-card.tsx'
import { saveFile } from './save-file.ts'

const say = words.auth.account.export

/** The house tells it page by page; what stands in lists goes on from one to the next. */
async function allPages() {
  const { nextCursor, ...all } = await api.auth.exportAccount({})
  for (let cursor = nextCursor; cursor !== null;) {
    const { nextCursor: after, ...page } = await api.auth.exportAccount({ query: { cursor } })
    for (const [name, list] of Object.entries(page)) if (Array.isArray(list)) (all as unknown as Record<string, unknown[]>)[name]!.push(...list as unknown[])
    cursor = after
  }
  return all
}

/** Everything the house keeps about a person, as a file of theirs. */
export function ExportCard() {
  const take = useMutation({
    mutationFn: allPages,
    onSuccess: data => saveFile(say.file(data.exportedAt.slice(0, 10)), new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' })),
  })
  return (
    <AccountCard title={say.title} text={take.isSuccess ? <span role="status">{say.done}</span> : say.text} action={<Button variant="default" size="sm" loading={take.isPending} onClick={() => take.mutate()}>{say.action}</Button>}>
      {take.error && <ProblemNote problem={take.error} />}
    </AccountCard>
  )
}
