import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Empty } from '../components/empty.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { dropFirstPicture } from '../first-picture.ts'
import { words } from '../words.ts'

/** A page's code is gone when a newer version was deployed since this tab was opened. */
const isStale = (error: unknown) => error instanceof Error && /dynamically imported module|module script|preload CSS/i.test(error.message)

export function BrokenPage({ error }: ErrorComponentProps) {
  useEffect(dropFirstPicture, [])
  return (
    <Empty level={1} title={words.broken.title} text={isStale(error) ? words.broken.stale : words.broken.text}>
      <PageTitle>{words.broken.title}</PageTitle>
      <Button variant="default" onClick={() => location.reload()}>{words.broken.reload}</Button>
    </Empty>
  )
}
