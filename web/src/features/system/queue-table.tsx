import { Table, Text, UnstyledButton } from '@mantine/core'
import type { QueueSeen } from '../../../../functions/system/contract.ts'
import table from '../../components/data-table.module.css'
import text from '../../components/text.module.css'
import { fullNumber } from '../../format.ts'
import { adminWords } from '../../words/admin.ts'
import classes from './system-page.module.css'

const say = adminWords.system

export function QueueTable({ queues, onOpen }: { queues: readonly QueueSeen[]; onOpen: (name: string) => void }) {
  return (
    <Table className={table.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.queue}</Table.Th>
          <Table.Th className={table.number}>{say.waiting}</Table.Th>
          <Table.Th className={table.number}>{say.underWay}</Table.Th>
          <Table.Th className={table.number}>{say.dead}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{queues.map(queue => <Row key={queue.name} queue={queue} onOpen={() => onOpen(queue.name)} />)}</Table.Tbody>
    </Table>
  )
}

const Row = ({ queue: { name, work, deadLetters: { waiting } }, onOpen }: { queue: QueueSeen; onOpen: () => void }) => (
  <Table.Tr>
    <Table.Td data-cell="wide">{name}{!work && <Text size="xs" c="dimmed">{say.noWork}</Text>}</Table.Td>
    <Table.Td className={table.number}><span className={table.inline}>{say.waiting}: </span>{work ? fullNumber(work.waiting) : '–'}</Table.Td>
    <Table.Td className={table.number}><span className={table.inline}>{say.underWay}: </span>{work ? fullNumber(work.underWay) : '–'}</Table.Td>
    <Table.Td className={table.number}>
      <span className={table.inline}>{say.dead}: </span>
      {waiting > 0 ? <UnstyledButton className={classes.dead} onClick={onOpen}><span className={text.said}>{say.look(name)} </span>{fullNumber(waiting)}</UnstyledButton> : 0}
    </Table.Td>
  </Table.Tr>
)
