import { Table, Text, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../functions/videos/contract.ts'
import { Poster } from '../../components/poster.tsx'
import { bytes, exactly, fullNumber, when } from '../../format.ts'
import { words } from '../../words.ts'
import classes from './content-page.module.css'
import { FilmMenu } from './film-menu.tsx'
import { FilmState } from './film-state.tsx'

const say = words.videos.content

export function ContentTable({ films }: { films: readonly Video[] }) {
  return (
    <Table className={classes.table} verticalSpacing="sm" highlightOnHover highlightOnHoverColor="color-mix(in srgb, var(--house-lifted) 60%, transparent)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.film}</Table.Th>
          <Table.Th w={260}>{say.state}</Table.Th>
          <Table.Th>{say.access}</Table.Th>
          <Table.Th className={classes.number}>{say.views}</Table.Th>
          <Table.Th>{say.date}</Table.Th>
          <Table.Th><VisuallyHidden>{say.actions}</VisuallyHidden></Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{films.map(film => <Row key={film.id} film={film} />)}</Table.Tbody>
    </Table>
  )
}

function Row({ film }: { film: Video }) {
  const { id, title, posterUrl, durationSeconds, access, views, createdAt } = film
  return (
    <Table.Tr>
      <Table.Td>
        <div className={classes.film}>
          <Link to="/studio/films/$videoId" params={{ videoId: id }} tabIndex={-1} aria-hidden="true"><Poster id={id} url={posterUrl} durationSeconds={durationSeconds} /></Link>
          <div>
            <Link to="/studio/films/$videoId" params={{ videoId: id }} className={classes.title}>{title}</Link>
            <Text size="xs" c="dimmed" truncate>{factsOf(film)}</Text>
          </div>
        </div>
      </Table.Td>
      <Table.Td><FilmState film={film} /></Table.Td>
      <Table.Td>{words.videos.access[access]}</Table.Td>
      <Table.Td className={classes.number} >
        <span className={classes.column}>{fullNumber(views)}</span>
        <span className={classes.inline}>{words.videos.views(views)}</span>
      </Table.Td>
      <Table.Td><time dateTime={createdAt} title={exactly(createdAt)}>{when(createdAt)}</time></Table.Td>
      <Table.Td><FilmMenu film={film} /></Table.Td>
    </Table.Tr>
  )
}

/** "1080p · English", or what the file was while there is nothing yet. */
function factsOf({ renditions, file, category }: Video): string {
  const lines = Math.max(0, ...renditions.map(({ width, height }) => Math.min(width, height)))
  return [...(lines > 0 ? [`${lines}p`] : file ? [file.name] : []), ...(file ? [bytes(file.size)] : []), words.videos.categories[category]].join(' · ')
}
