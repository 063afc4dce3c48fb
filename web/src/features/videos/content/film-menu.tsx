import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconLink, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { words } from '../../../words.ts'
import { addressOfFilm } from '../address-of-film.ts'
import { useBatch } from './use-batch.ts'

export function FilmMenu({ film }: { film: Video }) {
  const { remove } = useBatch()
  const copy = async () => {
    await navigator.clipboard.writeText(addressOfFilm(film.id))
    notifications.show({ message: words.actions.copied })
  }
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" size={36} loading={remove.isPending} aria-label={`${words.videos.content.actions}: ${film.title}`}><IconDots size={20} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/studio/films/${film.id}`} leftSection={<IconPencil size={18} aria-hidden />}>{words.actions.edit}</Menu.Item>
        <Menu.Item component={Link} to={`/watch/${film.id}`} leftSection={<IconPlayerPlay size={18} aria-hidden />}>{words.actions.watch}</Menu.Item>
        <Menu.Item onClick={copy} leftSection={<IconLink size={18} aria-hidden />}>{words.videos.edit.copyLink}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => remove.mutate({ films: [film] })} leftSection={<IconTrash size={18} aria-hidden />}>{words.actions.delete}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
