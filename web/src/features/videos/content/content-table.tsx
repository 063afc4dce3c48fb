import { Text, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { columnsOf, DataTable, selectColumn, type ColumnSort, type RowSelectionState } from '../../../components/data-table.tsx'
import { Poster } from '../../../components/poster.tsx'
import { When } from '../../../components/when.tsx'
import { bytes } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import { FilmState } from '../film-state.tsx'
import { ViewsCell } from '../views-cell.tsx'
import { orders, type Order } from './arrange.ts'
import classes from './content-table.module.css'
import { FilmMenu } from './film-menu.tsx'
import { ShownTo } from './shown-to.tsx'

const say = words.videos.content
const column = columnsOf<Video>()
const columns = column.columns([
  selectColumn<Video>({ all: studioWords.table.all, one: ({ title }) => studioWords.table.select(title) }),
  column.accessor('title', { header: say.film, meta: { place: 'main' }, sortDescFirst: false, cell: ({ row }) => <Film film={row.original} /> }),
  column.display({ id: 'state', header: say.state, meta: { place: 'wide', width: 250 }, cell: ({ row }) => <FilmState film={row.original} /> }),
  column.display({ id: 'access', header: say.access, cell: ({ row }) => <ShownTo film={row.original} /> }),
  column.accessor('views', { header: say.views, meta: { isNumber: true }, sortDescFirst: true, cell: ({ getValue }) => <ViewsCell views={getValue()} /> }),
  column.accessor('createdAt', { header: say.date, sortDescFirst: true, cell: ({ getValue }) => <When at={getValue()} /> }),
  column.display({ id: 'actions', header: () => <VisuallyHidden>{say.actions}</VisuallyHidden>, meta: { place: 'corner' }, cell: ({ row }) => <FilmMenu film={row.original} /> }),
])
/** The orders as the heads of columns have them. */
const sorts: Readonly<Record<Order, ColumnSort>> = { newest: { id: 'createdAt', desc: true }, oldest: { id: 'createdAt', desc: false }, title: { id: 'title', desc: false }, views: { id: 'views', desc: true } }
const orderOf = ({ id, desc }: ColumnSort) => orders.find(order => sorts[order].id === id && sorts[order].desc === desc)

interface ContentTableProps {
  readonly films: readonly Video[]
  readonly selected: RowSelectionState
  readonly onSelect: (change: (before: RowSelectionState) => RowSelectionState) => void
  readonly order: Order
  readonly onOrder: (order: Order) => void
}

export const ContentTable = ({ films, selected, onSelect, order, onOrder }: ContentTableProps) => (
  <DataTable
    columns={columns} rows={films} idOf={({ id }) => id} selection={{ of: selected, onChange: onSelect }}
    // Another press turns an order round, where there is another way round.
    order={{ by: sorts[order], onChange: by => onOrder(orderOf(by) ?? order) }}
  />
)

const Film = ({ film }: { film: Video }) => (
  <div className={classes.film}>
    <Link to="/studio/films/$videoId" params={{ videoId: film.id }} tabIndex={-1} aria-hidden="true"><Poster id={film.id} url={film.posterUrl} durationSeconds={film.durationSeconds} /></Link>
    <div>
      <Link to="/studio/films/$videoId" params={{ videoId: film.id }} className={classes.title}>{film.title}</Link>
      <Text size="xs" c="dimmed" truncate>{factsOf(film)}</Text>
    </div>
  </div>
)

/** "1080p · 4.2 GB · Nature", or what the file was while there is nothing yet. */
function factsOf({ renditions, file, category }: Video): string {
  const lines = Math.max(0, ...renditions.map(({ width, height }) => Math.min(width, height)))
  return [...(lines > 0 ? [`${lines}p`] : file ? [file.name] : []), ...(file ? [bytes(file.size)] : []), words.videos.categories[category]].join(' · ')
}
