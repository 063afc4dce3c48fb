import { Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { words } from '../../words.ts'
import classes from './shell.module.css'

export function OfflineNote() {
  const { online } = useNetwork()
  return <div role="status">{!online && <Text className={classes.offline} size="sm">{words.offline}</Text>}</div>
}
