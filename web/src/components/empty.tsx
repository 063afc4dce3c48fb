import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A place with nothing in it yet: one sentence, and the first step. */
export function Empty({ title, text, icon, children, level = 2 }: { title: string; text?: string; icon?: ReactNode; children?: ReactNode; level?: 1 | 2 }) {
  return (
    <Stack align="center" gap="sm" py={72} px="md" ta="center">
      {icon}
      <Title order={level} size="h2">{title}</Title>
      {text && <Text c="dimmed" maw={440}>{text}</Text>}
      {children}
    </Stack>
  )
}
