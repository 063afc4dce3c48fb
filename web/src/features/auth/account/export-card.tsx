import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'
import { AccountCard } from './account-card.tsx'
import { saveFile } from './save-file.ts'

const say = words.auth.account.export

/** Everything the house keeps about a person, as a file of theirs. */
export function ExportCard() {
  const take = useMutation({
    mutationFn: () => api.auth.exportAccount(),
    onSuccess: data => saveFile(say.file(data.exportedAt.slice(0, 10)), new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' })),
  })
  return (
    <AccountCard title={say.title} text={take.isSuccess ? <span role="status">{say.done}</span> : say.text} action={<Button variant="default" size="sm" loading={take.isPending} onClick={() => take.mutate()}>{say.action}</Button>}>
      {take.error && <ProblemNote problem={take.error} />}
    </AccountCard>
  )
}
