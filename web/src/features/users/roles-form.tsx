import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { Role } from '../../../../functions/platform/contract.ts'
import type { MemberSeen } from '../../../../functions/users/contract.ts'
import { WithReason } from '../../components/with-reason.tsx'
import { adminWords } from '../../words/admin.ts'
import { useStanding } from './use-standing.ts'

const say = adminWords.people
/** What can be given and taken. */
const grantable = ['moderator', 'support', 'editor', 'admin'] as const satisfies readonly Role[]

/** The roles of a person; changing them asks for a reason. */
export function RolesForm({ person, isMe }: { person: MemberSeen; isMe: boolean }) {
  const { putRoles } = useStanding(person)
  const held = person.roles.filter(role => grantable.some(one => one === role))
  const [chosen, setChosen] = useState<string[]>(held)
  const [asking, { open, close }] = useDisclosure(false)
  const isChanged = chosen.toSorted().join() !== held.toSorted().join()
  const roles = grantable.filter(role => chosen.includes(role))
  const press = () => {
    putRoles.reset()
    open()
  }
  return (
    <section aria-labelledby="roles">
      <Title order={3} id="roles" mb="xs">{say.roles}</Title>
      <Checkbox.Group value={chosen} onChange={setChosen} aria-labelledby="roles">
        <Group gap="md">{grantable.map(role => <Checkbox key={role} value={role} label={say.roleNames[role]} disabled={isMe && role === 'admin'} />)}</Group>
      </Checkbox.Group>
      <Stack gap="xs" mt="xs" align="flex-start">
        <Text size="xs" c="dimmed">{isMe ? say.ownRoles : say.rolesAlways}</Text>
        <Button size="xs" variant="default" disabled={!isChanged} onClick={press}>{say.saveRoles}</Button>
      </Stack>
      <WithReason
        opened={asking} onClose={close} title={say.saveRoles} text={`${person.displayName}: ${held.map(role => say.roleNames[role]).join(', ') || '–'} → ${roles.map(role => say.roleNames[role]).join(', ') || '–'}`}
        action={say.saveRoles} isPending={putRoles.isPending} problem={putRoles.error} onConfirm={reason => putRoles.mutate({ roles, reason }, { onSuccess: close })}
      />
    </section>
  )
}
