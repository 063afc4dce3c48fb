import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './detail-drawer.module.css'

/** One thing of a list, beside it; on a phone over all of it. Whether it is open stands in the address. */
export const DetailDrawer = ({ opened, title, onClose, children }: { opened: boolean; title: ReactNode; onClose: () => void; children: ReactNode }) => (
  <Drawer opened={opened} onClose={onClose} position="right" size={520} title={title} classNames={{ content: classes.content, header: classes.content, title: classes.title }} overlayProps={{ backgroundOpacity: 0.4 }}>
    {children}
  </Drawer>
)
