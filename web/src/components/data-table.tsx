import { Checkbox, Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { createColumnHelper, metaHelper, rowSelectionFeature, rowSortingFeature, tableFeatures, useTable, type ColumnDef, type ColumnSort, type Header, type RowSelectionState } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

export type { ColumnSort, RowSelectionState } from '@tanstack/react-table'

/** Where a cell stands when its row is a card, and what it holds. */
interface Look { readonly place?: 'main' | 'wide' | 'corner'; readonly isNumber?: boolean; readonly width?: number }
/** What cells may ask for. */
interface Doings { readonly onOpen?: (id: string) => void }
const features = tableFeatures({ rowSelectionFeature, rowSortingFeature, columnMeta: metaHelper<Look>(), tableMeta: metaHelper<Doings>() })
type Features = typeof features

/** The columns of a table of such things, made once: another function is another component to React. What is read from the thing can be sorted by, where the table is given an order. */
export const columnsOf = <Thing extends object>() => createColumnHelper<Features, Thing>()

/** The column by which rows are selected; with Shift held, up to the one selected last. */
export const selectColumn = <Thing extends object>(say: { readonly all: string; readonly one: (thing: Thing) => string }) => columnsOf<Thing>().display({
  id: 'select',
  meta: { width: 48 },
  header: ({ table }) => {
    const isAll = table.getIsAllRowsSelected()
    return <Checkbox aria-label={say.all} checked={isAll} indeterminate={!isAll && table.getRowModel().rows.some(row => row.getIsSelected())} onChange={table.getToggleAllRowsSelectedHandler()} />
  },
  cell: ({ row }) => <Checkbox aria-label={say.one(row.original)} checked={row.getIsSelected()} onChange={row.getToggleSelectedHandler()} />,
})

interface DataTableProps<Thing extends object> extends Doings {
  // oxlint-disable-next-line typescript/no-explicit-any -- each column holds a value of its own type, and TanStack Table says so in this way
  readonly columns: ColumnDef<Features, Thing, any>[]
  /** In the order in which they are shown. */
  readonly rows: readonly Thing[]
  readonly idOf: (thing: Thing) => string
  readonly isBusy?: boolean
  readonly order?: { readonly by: ColumnSort; readonly onChange: (by: ColumnSort) => void }
  readonly selection?: { readonly of: RowSelectionState; readonly onChange: (change: (before: RowSelectionState) => RowSelectionState) => void }
}

/** A dense table; on a phone each row is a card. TanStack Table keeps its columns, its order and what is selected; how that looks is decided here. */
export function DataTable<Thing extends object>({ columns, rows, idOf, isBusy, order, selection, onOpen }: DataTableProps<Thing>) {
  const sorting = order ? [order.by] : []
  const rowSelection = selection?.of ?? {}
  const table = useTable({
    features, columns, data: rows as Thing[], getRowId: idOf, meta: { onOpen },
    state: { sorting, rowSelection },
    enableSorting: order !== undefined, manualSorting: true, enableSortingRemoval: false, enableMultiSort: false,
    onSortingChange: next => order?.onChange((typeof next === 'function' ? next(sorting) : next)[0]!),
    onRowSelectionChange: next => selection?.onChange(before => (typeof next === 'function' ? next(before) : next)),
  })
  return (
    <Table className={classes.table} aria-busy={isBusy} verticalSpacing="sm" highlightOnHover highlightOnHoverColor="color-mix(in srgb, var(--house-lifted) 60%, transparent)">
      <Table.Thead>
        <Table.Tr>{table.getFlatHeaders().map(header => <Head key={header.id} header={header}><table.FlexRender header={header} /></Head>)}</Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {table.getRowModel().rows.map(row => (
          <Table.Tr key={row.id} data-selected={row.getIsSelected() || undefined}>
            {row.getAllCells().map(cell => {
              const { place, isNumber } = cell.column.columnDef.meta ?? {}
              return <Table.Td key={cell.id} data-cell={place} className={isNumber ? classes.number : undefined}><table.FlexRender cell={cell} /></Table.Td>
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Head<Thing extends object>({ header: { column }, children }: { readonly header: Header<Features, Thing>; readonly children: ReactNode }) {
  const { width, isNumber } = column.columnDef.meta ?? {}
  const sorted = column.getIsSorted()
  const Arrow = sorted === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <Table.Th w={width} className={isNumber ? classes.number : undefined} aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}>
      {column.getCanSort()
        ? <UnstyledButton className={classes.sort} data-active={sorted !== false || undefined} onClick={() => column.toggleSorting()}>{children}{sorted && <Arrow size={14} aria-hidden />}</UnstyledButton>
        : children}
    </Table.Th>
  )
}
