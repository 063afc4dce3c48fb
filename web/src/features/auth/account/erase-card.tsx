import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { User } from '../../../../../functions/auth/contract.ts'
import { words } from '../../../words.ts'
import { AccountCard } from './account-card.tsx'
import { EraseDialog } from './erase-dialog.tsx'

const say = words.auth.account.erase

export function EraseCard({ person }: { person: User }) {
  const [opened, { open, close }] = useDisclosure(false)
  // One admin always stays.
  if (person.roles.includes('admin')) return <AccountCard title={say.title} text={say.adminStays} />
  return (
    <AccountCard title={say.title} text={say.text} action={<Button variant="outline" color="red" size="sm" onClick={open}>{say.action}</Button>}>
      {opened && <EraseDialog name={person.displayName} onClose={close} />}
    </AccountCard>
  )
}
