import { Text, UnstyledButton } from '@mantine/core'
import type { StaffFilm } from '../../../../../functions/videos/contract.ts'
import { columnsOf, DataTable } from '../../../components/data-table.tsx'
import { Poster } from '../../../components/poster.tsx'
import text from '../../../components/text.module.css'
import { When } from '../../../components/when.tsx'
import { adminWords } from '../../../words/admin.ts'
import { words } from '../../../words.ts'
import content from '../content/content-table.module.css'
import { ViewsCell } from '../views-cell.tsx'
import classes from './staff-films.module.css'
import { StaffState } from './staff-state.tsx'

const say = adminWords.films
const column = columnsOf<StaffFilm>()
const columns = column.columns([
  column.display({ id: 'film', header: say.film, meta: { place: 'main' }, cell: ({ row, table }) => <Film film={row.original} onOpen={() => table.options.meta?.onOpen?.(row.id)} /> }),
  column.display({ id: 'state', header: say.state, meta: { place: 'wide' }, cell: ({ row }) => <StaffState film={row.original} /> }),
  column.accessor('access', { header: say.access, cell: ({ getValue }) => words.videos.access[getValue()] }),
  column.accessor('views', { header: say.views, meta: { isNumber: true }, cell: ({ getValue }) => <ViewsCell views={getValue()} /> }),
  column.accessor('createdAt', { header: say.date, cell: ({ getValue }) => <When at={getValue()} /> }),
])

export const StaffTable = ({ films, onOpen }: { films: readonly StaffFilm[]; onOpen: (id: string) => void }) => <DataTable columns={columns} rows={films} idOf={({ id }) => id} onOpen={onOpen} />

const Film = ({ film, onOpen }: { film: StaffFilm; onOpen: () => void }) => (
  <UnstyledButton className={classes.open} onClick={onOpen}>
    <span className={text.said}>{say.open} </span>
    <span>
      <span className={content.title}>{film.title} </span>
      <Text size="xs" c="dimmed" component="span">{film.channel.name} </Text>
    </span>
    <Poster id={film.id} url={film.posterUrl} durationSeconds={film.durationSeconds} />
  </UnstyledButton>
)
