import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'
import { signOutEverywhere } from '../session.ts'
import { AccountCard } from './account-card.tsx'

const say = words.auth.account.sessions

export function SessionsCard() {
  const navigate = useNavigate()
  const [opened, { open, close }] = useDisclosure(false)
  const end = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: async () => {
      notifications.show({ message: say.done })
      await navigate({ to: '/sign-in', ignoreBlocker: true })
    },
  })
  return (
    <AccountCard title={say.title} text={say.text} action={<Button variant="default" size="sm" onClick={open}>{say.action}</Button>}>
      <Modal opened={opened} onClose={close} title={say.ask}>
        <Stack>
          <Text>{say.what}</Text>
          <ProblemNote problem={end.error} />
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>{words.actions.cancel}</Button>
            <Button variant="outline" color="red" loading={end.isPending} onClick={() => end.mutate()}>{say.action}</Button>
          </Group>
        </Stack>
      </Modal>
    </AccountCard>
  )
}
