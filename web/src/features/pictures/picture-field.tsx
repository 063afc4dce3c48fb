import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Purpose } from '../../../../functions/pictures/contract.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { sendPicture } from './send-picture.ts'

export interface PictureFieldProps {
  label: string
  hint: string
  purpose: Purpose
  /** Whether there is one to remove. */
  has: boolean
  /** Shows it, or what stands in its place. */
  children: ReactNode
  /** A picture has been made: use it. Null: there shall be none. */
  onChange: (pictureId: string | null) => Promise<unknown>
}

const say = words.pictures
const kinds = 'image/jpeg,image/png,image/webp,image/*'

/** A picture that somebody may choose, change and remove; it counts at once, apart from the form around it. */
export function PictureField({ label, hint, purpose, has, children, onChange }: PictureFieldProps) {
  const change = useMutation({ mutationFn: async (file: File | null) => onChange(file && await sendPicture(file, purpose)) })
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <Text size="sm" fw={500}>{label}</Text>
      {children}
      <Group gap="xs">
        <FileButton accept={kinds} onChange={file => file && change.mutate(file)}>
          {props => <Button {...props} variant="default" size="xs" loading={change.isPending}>{has ? say.replace : say.choose}</Button>}
        </FileButton>
        {has && <Button variant="subtle" color="gray" size="xs" disabled={change.isPending} onClick={() => change.mutate(null)}>{say.remove}</Button>}
        <Text size="xs" c="dimmed">{hint}</Text>
      </Group>
      <ProblemNote problem={change.error} />
    </Stack>
  )
}
