import { Button, FileButton, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { filmsAmong, filmTypes } from './film-files.ts'
import { replaceFilm } from './uploads/begin.ts'

/** Chooses another file for a film, which is sent at once. */
export function AnotherFileButton({ videoId, children, ...button }: ButtonProps & { readonly videoId: string; readonly children: ReactNode }) {
  const choose = (chosen: File | null) => {
    const [one] = chosen ? filmsAmong([chosen]) : []
    if (one) void replaceFilm(one, videoId)
  }
  return <FileButton accept={filmTypes} onChange={choose}>{props => <Button variant="default" {...button} {...props}>{children}</Button>}</FileButton>
}
