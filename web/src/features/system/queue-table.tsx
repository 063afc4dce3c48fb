import { Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { QueueSeen } from '../../../../functions/system/contract.ts'
import table from '../../components/data-table.module.css'
import { columnsOf, DataTable } from '../../components/data-table.tsx'
import text from '../../components/text.module.css'
import { fullNumber } from '../../format.ts'
import { adminWords } from '../../words/admin.ts'
import classes from './system-page.module.css'

const say = adminWords.system
const column = columnsOf<QueueSeen>()
/** On a card its word stands before it. */
const figure = (id: 'waiting' | 'underWay' | 'dead', cell: (queue: QueueSeen, open?: (name: string) => void) => ReactNode) => column.display({
  id, header: say[id], meta: { isNumber: true },
  cell: ({ row, table: { options } }) => <><span className={table.inline}>{say[id]}: </span>{cell(row.original, options.meta?.onOpen)}</>,
})
const columns = column.columns([
  column.accessor('name', { header: say.queue, meta: { place: 'wide' }, cell: ({ row: { original: { name, work } } }) => <>{name}{!work && <Text size="xs" c="dimmed">{say.noWork}</Text>}</> }),
  figure('waiting', ({ work }) => (work ? fullNumber(work.waiting) : '–')),
  figure('underWay', ({ work }) => (work ? fullNumber(work.underWay) : '–')),
  figure('dead', ({ name, deadLetters: { waiting } }, open) => (waiting > 0 ? <UnstyledButton className={classes.dead} onClick={() => open?.(name)}><span className={text.said}>{say.look(name)} </span>{fullNumber(waiting)}</UnstyledButton> : 0)),
])

export const QueueTable = ({ queues, onOpen }: { queues: readonly QueueSeen[]; onOpen: (name: string) => void }) => <DataTable columns={columns} rows={queues} idOf={({ name }) => name} onOpen={onOpen} />
