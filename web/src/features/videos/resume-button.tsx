import { Button, FileButton, Text } from '@mantine/core'
import { useState } from 'react'
import type { Video } from '../../../../functions/videos/contract.ts'
import { bytes } from '../../format.ts'
import { words } from '../../words.ts'
import { filmTypes } from './film-files.ts'
import { isSameFile, resumeFilm } from './uploads/begin.ts'

/** Goes on with an upload that a closed page left behind: a browser forgets files, so the person chooses it again. */
export function ResumeButton({ film }: { film: Pick<Video, 'id' | 'mine' | 'file'> }) {
  const [isOther, setIsOther] = useState(false)
  const { file } = film
  if (!film.mine || !file) return null
  const choose = (chosen: File | null) => {
    if (!chosen) return
    setIsOther(!isSameFile(chosen, file))
    if (isSameFile(chosen, file)) void resumeFilm(chosen, film.id)
  }
  return (
    <>
      <FileButton accept={filmTypes} onChange={choose}>{props => <Button {...props} size="compact-sm" variant="default" my={4} title={words.videos.upload.again(file.name)}>{words.videos.content.resume}</Button>}</FileButton>
      {isOther && <Text size="xs" c="red" role="alert">{words.videos.upload.otherFile(file.name, bytes(file.size))}</Text>}
    </>
  )
}
