import '@mantine/dropzone/styles.layer.css'
import { Button, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconMovie } from '@tabler/icons-react'
import { useRef } from 'react'
import { words } from '../../words.ts'
import classes from './drop-zone.module.css'
import { filmsAmong, filmTypes } from './film-files.ts'
import { useUpload } from './use-upload.ts'

/** A wide place to drop films on, or to choose them from disk. */
export default function DropZone({ channelId, title = words.videos.content.empty }: { channelId: string; title?: string }) {
  const upload = useUpload(channelId)
  const open = useRef<() => void>(null)
  return (
    <Dropzone onDrop={(files: File[]) => void upload(filmsAmong(files))} openRef={open} activateOnClick={false} className={classes.zone} inputProps={{ 'aria-label': words.actions.upload, accept: filmTypes }}>
      <Stack align="center" gap="xs" ta="center">
        <IconMovie size={44} stroke={1.25} aria-hidden />
        <Text fw={650} fz="lg">{title}</Text>
        <Text c="dimmed" maw={420}>{words.videos.content.emptyText}</Text>
        <Button onClick={() => open.current?.()} className={classes.choose} mt="sm">{words.videos.content.choose}</Button>
      </Stack>
    </Dropzone>
  )
}
