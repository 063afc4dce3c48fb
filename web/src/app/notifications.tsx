import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'
import classes from './notifications.module.css'

export default () => <Notifications position="bottom-left" limit={3} classNames={{ root: classes.root }} />
