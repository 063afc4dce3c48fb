import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './account.module.css'

interface AccountCardProps { readonly title: string; readonly text: ReactNode; readonly action?: ReactNode; readonly children?: ReactNode }

/** One thing of an account: what it is, what can be done about it, and below that what it takes. */
export const AccountCard = ({ title, text, action, children }: AccountCardProps) => (
  <li className={classes.card}>
    <div className={classes.head}>
      <div className={classes.what}>
        <Title order={3}>{title}</Title>
        <Text size="sm" c="dimmed">{text}</Text>
      </div>
      {action}
    </div>
    {children && <div className={classes.form}>{children}</div>}
  </li>
)
