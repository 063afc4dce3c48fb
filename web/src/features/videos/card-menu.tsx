import { ActionIcon } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { words } from '../../words.ts'
import classes from './film-card.module.css'

const CardMenuList = lazy(() => import('./card-menu-list.tsx'))

export interface CardMenuProps { readonly film: VideoCard; readonly opened: boolean; readonly onChange: (opened: boolean) => void }

/** What else one may do with a film in a list. The menu's code comes when the first one is asked for. */
export function CardMenu({ film, opened, onChange }: CardMenuProps) {
  const [wasOpened, setWasOpened] = useState(opened)
  if (opened && !wasOpened) setWasOpened(true)
  const button = (
    <ActionIcon variant="subtle" color="gray" size={32} className={classes.more} aria-label={words.videos.moreFor(film.title)} aria-haspopup="menu" aria-expanded={opened} onClick={() => onChange(!opened)}>
      <IconDotsVertical size={18} aria-hidden />
    </ActionIcon>
  )
  return wasOpened ? <Suspense fallback={button}><CardMenuList film={film} opened={opened} onChange={onChange} button={button} /></Suspense> : button
}
