import { Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconEyeOff, IconLink, IconShare2, IconUser } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { historyQuery } from '../playback/queries.ts'
import { useBegun } from '../playback/use-begun.ts'
import { useForget } from '../playback/use-forget.tsx'
import { addressOfFilm } from './address-of-film.ts'
import type { CardMenuProps } from './card-menu.tsx'

/** `button` opens it. */
export default function CardMenuList({ film, opened, onChange, button }: CardMenuProps & { readonly button: ReactNode }) {
  const url = addressOfFilm(film.id)
  const copy = () => navigator.clipboard.writeText(url).then(() => notifications.show({ message: words.actions.copied }), () => undefined)
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={230}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {'share' in navigator && <Menu.Item leftSection={<IconShare2 size={18} aria-hidden />} onClick={() => void navigator.share({ title: film.title, url }).catch(() => undefined)}>{words.actions.share}</Menu.Item>}
        <Menu.Item leftSection={<IconLink size={18} aria-hidden />} onClick={() => void copy()}>{words.videos.edit.copyLink}</Menu.Item>
        <Menu.Item renderRoot={props => <Link {...props} to="/@{$handle}" params={{ handle: film.channel.handle }} />} leftSection={<IconUser size={18} aria-hidden />}>{words.videos.toChannel(film.channel.name)}</Menu.Item>
        <OutOfHistory film={film} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Shown last, because whether it was watched may be known only when the menu is open. */
function OutOfHistory({ film: { id, title } }: Pick<CardMenuProps, 'film'>) {
  const person = usePerson()
  const forget = useForget()
  const isBegun = useBegun(id) !== undefined
  const { data } = useInfiniteQuery({ ...historyQuery(), enabled: person !== null })
  const isWatched = person !== null && (isBegun || data?.pages.some(({ items }) => items.some(({ video }) => video.id === id)))
  return isWatched ? <Menu.Item leftSection={<IconEyeOff size={18} aria-hidden />} onClick={() => forget(id, title)}>{words.videos.outOfHistory}</Menu.Item> : null
}
