import { Paper, Stack, Text, Title } from '@mantine/core'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { PageTitle } from '../../components/page-title.tsx'
import { words } from '../../words.ts'
import { NewChannelForm } from './new-channel-form.tsx'

/** The first step of whoever wants to publish. What comes after it shows itself once there is a channel. */
export function FirstChannel({ onSaved = () => undefined }: { onSaved?: (channel: Channel) => void | Promise<void> }) {
  const { title, lead } = words.channels.first
  return (
    <Paper maw={560} mx="auto" mt="lg" bg="transparent">
      <PageTitle>{title}</PageTitle>
      <Stack gap={4} mb="lg">
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{lead}</Text>
      </Stack>
      <NewChannelForm onSaved={onSaved} />
    </Paper>
  )
}
