import { Button, FileButton } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { words } from '../../words.ts'
import { filmsAmong, filmTypes } from './film-files.ts'
import { useUpload } from './use-upload.ts'

export function UploadButton({ channelId }: { channelId: string }) {
  const upload = useUpload(channelId)
  return (
    <FileButton multiple accept={filmTypes} onChange={files => void upload(filmsAmong(files))}>
      {props => <Button {...props} leftSection={<IconArrowUp size={18} aria-hidden />}>{words.actions.upload}</Button>}
    </FileButton>
  )
}
