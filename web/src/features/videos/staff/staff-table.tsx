import { Table, Text, UnstyledButton } from '@mantine/core'
import type { StaffFilm } from '../../../../../functions/videos/contract.ts'
import table from '../../../components/data-table.module.css'
import { Poster } from '../../../components/poster.tsx'
import text from '../../../components/text.module.css'
import { When } from '../../../components/when.tsx'
import { fullNumber } from '../../../format.ts'
import { adminWords } from '../../../words/admin.ts'
import { words } from '../../../words.ts'
import film from '../content/content-table.module.css'
import classes from './staff-films.module.css'
import { StaffState } from './staff-state.tsx'

const say = adminWords.films

export function StaffTable({ films, onOpen }: { films: readonly StaffFilm[]; onOpen: (id: string) => void }) {
  return (
    <Table className={table.table} verticalSpacing="sm" highlightOnHover highlightOnHoverColor="color-mix(in srgb, var(--house-lifted) 60%, transparent)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.film}</Table.Th>
          <Table.Th>{say.state}</Table.Th>
          <Table.Th>{say.access}</Table.Th>
          <Table.Th className={table.number}>{say.views}</Table.Th>
          <Table.Th>{say.date}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{films.map(one => <Row key={one.id} film={one} onOpen={() => onOpen(one.id)} />)}</Table.Tbody>
    </Table>
  )
}

const Row = ({ film: one, onOpen }: { film: StaffFilm; onOpen: () => void }) => (
  <Table.Tr>
    <Table.Td data-cell="main">
      <UnstyledButton className={classes.open} onClick={onOpen}>
        <span className={text.said}>{say.open} </span>
        <span>
          <span className={film.title}>{one.title} </span>
          <Text size="xs" c="dimmed" component="span">{one.channel.name} </Text>
        </span>
        <Poster id={one.id} url={one.posterUrl} durationSeconds={one.durationSeconds} />
      </UnstyledButton>
    </Table.Td>
    <Table.Td data-cell="wide"><StaffState film={one} /></Table.Td>
    <Table.Td>{words.videos.access[one.access]}</Table.Td>
    <Table.Td className={table.number}>
      <span className={table.column}>{fullNumber(one.views)}</span>
      <span className={table.inline}>{words.videos.views(one.views)}</span>
    </Table.Td>
    <Table.Td><When at={one.createdAt} /></Table.Td>
  </Table.Tr>
)
