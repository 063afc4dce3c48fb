import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { lazy, Suspense, useRef, useState, type ComponentProps } from 'react'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { words } from '../../words.ts'
import classes from './film-card.module.css'

const CardMenuList = lazy(() => import('./card-menu-list.tsx'))

export interface CardMenuProps { readonly film: VideoCard; readonly opened: boolean; readonly onChange: (opened: boolean) => void }

/** What else one may do with a film in a list. The menu's code comes when the first one is asked for. */
export function CardMenu({ film, opened, onChange }: CardMenuProps) {
  const [wasOpened, setWasOpened] = useState(opened)
  if (opened && !wasOpened) setWasOpened(true)
  const button = useRef<HTMLButtonElement>(null)
  const change = (next: boolean) => {
    onChange(next)
    if (!next) button.current?.focus()
  }
  const plain = <More title={film.title} ref={button} aria-haspopup="menu" aria-expanded={opened} onClick={() => change(!opened)} />
  return wasOpened ? <Suspense fallback={plain}><CardMenuList film={film} opened={opened} onChange={change} button={<More title={film.title} ref={button} />} /></Suspense> : plain
}

const More = ({ title, ...props }: { title: string } & ActionIconProps & Omit<ComponentProps<'button'>, 'color'>) => (
  <ActionIcon variant="subtle" color="gray" size={32} className={classes.more} aria-label={words.videos.moreFor(title)} {...props}>
    <IconDotsVertical size={18} aria-hidden />
  </ActionIcon>
)
