import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from '../../components/mark.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import classes from './door.module.css'

/** The quiet card that every page at the door stands on. */
export function Door({ title, lead, children, foot }: { title: string; lead?: string; children: ReactNode; foot?: ReactNode }) {
  return (
    <div className={classes.room}>
      <PageTitle>{title}</PageTitle>
      <Paper className={classes.card}>
        <Stack gap={4} mb="lg">
          <span className={classes.mark}><Mark size={36} /></span>
          <Title order={1} mt="sm">{title}</Title>
          {lead && <Text c="dimmed">{lead}</Text>}
        </Stack>
        {children}
      </Paper>
      {foot && <Text size="sm" c="dimmed" ta="center">{foot}</Text>}
    </div>
  )
}
