import { Button, Checkbox, Modal, Stack, Text } from '@mantine/core'
import { IconShare2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { Video } from '../../../../functions/videos/contract.ts'
import { CopyField } from '../../components/copy-field.tsx'
import { clock } from '../../format.ts'
import { words } from '../../words.ts'
import { addressOfFilm, embedCodeOf } from '../videos/address-of-film.ts'

const say = words.playback.share

interface ShareSheetProps { readonly film: Video; readonly opened: boolean; readonly onClose: () => void; /** Seconds from the beginning. */ readonly position: number }

/** The film's link, from its beginning or from here, the code for other pages, and the device's own sheet where it has one. */
export default function ShareSheet({ film, opened, onClose, position }: ShareSheetProps) {
  const [fromHere, setFromHere] = useState(false)
  const seconds = Math.floor(position)
  const at = fromHere && seconds > 0 ? seconds : undefined
  const url = addressOfFilm(film.id, at)
  const isOpen = film.access === 'public' || film.access === 'unlisted'
  return (
    <Modal opened={opened} onClose={onClose} title={say.title}>
      <Stack>
        {!isOpen && <Text size="sm" c="dimmed">{say.only[film.access as keyof typeof say.only]}</Text>}
        <CopyField label={say.link} value={url} />
        <Checkbox label={say.from(clock(seconds))} checked={fromHere} disabled={seconds === 0} onChange={event => setFromHere(event.currentTarget.checked)} />
        {isOpen && <CopyField label={say.embed} value={embedCodeOf(film, at)} />}
        {'share' in navigator && <Button leftSection={<IconShare2 size={18} aria-hidden />} onClick={() => void navigator.share({ title: film.title, url }).catch(() => undefined)}>{say.device}</Button>}
      </Stack>
    </Modal>
  )
}
