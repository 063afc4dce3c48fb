import { ActionIcon, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconTrash, IconX } from '@tabler/icons-react'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import { BatchEdit } from './batch-edit.tsx'
import classes from './content-table.module.css'
import { useBatch } from './use-batch.ts'

/** A batch of the API takes a hundred. */
export const mostSelected = 100
const say = studioWords.batch

/** What can be done to the films that are selected; floats over the end of the table. */
export function SelectionBar({ films, onClear }: { films: readonly Video[]; onClear: () => void }) {
  const { change, remove } = useBatch()
  const [editing, { open, close }] = useDisclosure(false)
  if (films.length === 0) return null
  const tooMany = films.length > mostSelected
  return (
    <section className={classes.bar} aria-label={say.label}>
      <span className={classes.count} role="status">{tooMany ? say.tooMany(films.length, mostSelected) : say.selected(films.length)}</span>
      <Button variant="default" size="sm" leftSection={<IconPencil size={16} aria-hidden />} onClick={open} disabled={tooMany} loading={change.isPending}>{words.actions.edit}</Button>
      <Button variant="outline" color="red" size="sm" leftSection={<IconTrash size={16} aria-hidden />} disabled={tooMany} loading={remove.isPending} onClick={() => remove.mutate({ films }, { onSuccess: onClear })}>{words.actions.delete}</Button>
      <ActionIcon variant="subtle" color="gray" size={36} onClick={onClear} aria-label={say.clear}><IconX size={18} aria-hidden /></ActionIcon>
      <BatchEdit count={films.length} opened={editing} onClose={close} onChange={wish => change.mutate({ films, change: wish }, { onSuccess: onClear })} />
    </section>
  )
}
