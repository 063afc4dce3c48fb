import { Checkbox, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../../functions/videos/contract.ts'
import table from '../../../components/data-table.module.css'
import { Poster } from '../../../components/poster.tsx'
import { When } from '../../../components/when.tsx'
import { bytes, fullNumber } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import { FilmState } from '../film-state.tsx'
import type { Order } from './arrange.ts'
import classes from './content-table.module.css'
import { FilmMenu } from './film-menu.tsx'
import { ShownTo } from './shown-to.tsx'

const say = words.videos.content

interface ContentTableProps {
  readonly films: readonly Video[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: readonly string[], on: boolean) => void
  readonly sort: Order
  readonly onSort: (sort: Order) => void
}

export function ContentTable({ films, selected, onSelect, sort, onSort }: ContentTableProps) {
  const chosen = films.filter(({ id }) => selected.has(id)).length
  const head = { sort, onSort }
  return (
    <Table className={table.table} verticalSpacing="sm" highlightOnHover highlightOnHoverColor="color-mix(in srgb, var(--house-lifted) 60%, transparent)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={48}><Checkbox aria-label={studioWords.table.all} checked={chosen > 0 && chosen === films.length} indeterminate={chosen > 0 && chosen < films.length} onChange={({ currentTarget }) => onSelect(films.map(({ id }) => id), currentTarget.checked)} /></Table.Th>
          <Head {...head} name={say.film} up="title" />
          <Table.Th w={250}>{say.state}</Table.Th>
          <Table.Th>{say.access}</Table.Th>
          <Head {...head} name={say.views} down="views" className={table.number} />
          <Head {...head} name={say.date} down="newest" up="oldest" />
          <Table.Th><VisuallyHidden>{say.actions}</VisuallyHidden></Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{films.map(film => <Row key={film.id} film={film} isSelected={selected.has(film.id)} onSelect={on => onSelect([film.id], on)} />)}</Table.Tbody>
    </Table>
  )
}

/** The head of a column that can be sorted by: pressed again it turns round, where there is another way round. */
function Head({ name, up, down, sort, onSort, className }: { name: string; up?: Order; down?: Order; sort: Order; onSort: (sort: Order) => void; className?: string }) {
  const isDown = down === sort
  const isUp = up === sort
  const Arrow = isUp ? IconArrowUp : IconArrowDown
  return (
    <Table.Th className={className} aria-sort={isDown ? 'descending' : isUp ? 'ascending' : undefined}>
      <UnstyledButton className={classes.sort} data-active={isDown || isUp || undefined} onClick={() => onSort(isDown && up ? up : (down ?? up)!)}>
        {name}{(isDown || isUp) && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  )
}

function Row({ film, isSelected, onSelect }: { film: Video; isSelected: boolean; onSelect: (on: boolean) => void }) {
  const { id, title, posterUrl, durationSeconds, views, createdAt } = film
  return (
    <Table.Tr data-selected={isSelected || undefined}>
      <Table.Td><Checkbox aria-label={studioWords.table.select(title)} checked={isSelected} onChange={({ currentTarget }) => onSelect(currentTarget.checked)} /></Table.Td>
      <Table.Td data-cell="main">
        <div className={classes.film}>
          <Link to="/studio/films/$videoId" params={{ videoId: id }} tabIndex={-1} aria-hidden="true"><Poster id={id} url={posterUrl} durationSeconds={durationSeconds} /></Link>
          <div>
            <Link to="/studio/films/$videoId" params={{ videoId: id }} className={classes.title}>{title}</Link>
            <Text size="xs" c="dimmed" truncate>{factsOf(film)}</Text>
          </div>
        </div>
      </Table.Td>
      <Table.Td data-cell="wide"><FilmState film={film} /></Table.Td>
      <Table.Td><ShownTo film={film} /></Table.Td>
      <Table.Td className={table.number}>
        <span className={table.column}>{fullNumber(views)}</span>
        <span className={table.inline}>{words.videos.views(views)}</span>
      </Table.Td>
      <Table.Td><When at={createdAt} /></Table.Td>
      <Table.Td data-cell="corner"><FilmMenu film={film} /></Table.Td>
    </Table.Tr>
  )
}

/** "1080p · 4.2 GB · Nature", or what the file was while there is nothing yet. */
function factsOf({ renditions, file, category }: Video): string {
  const lines = Math.max(0, ...renditions.map(({ width, height }) => Math.min(width, height)))
  return [...(lines > 0 ? [`${lines}p`] : file ? [file.name] : []), ...(file ? [bytes(file.size)] : []), words.videos.categories[category]].join(' · ')
}
