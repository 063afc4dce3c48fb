import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

export default () => <Notifications position="bottom-left" limit={3} />
