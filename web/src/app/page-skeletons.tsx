/** While a page's own code is on its way: what is to come, in its final shape. Its data has skeletons of its own. */
import { Skeleton, Stack } from '@mantine/core'
import { useMatches, useRouter } from '@tanstack/react-router'
import { createElement, type ReactNode } from 'react'
import { TableSkeleton } from '../components/table-skeleton.tsx'
import watch from '../features/playback/watch-page.module.css'
import stage from '../features/playback/stage.module.css'
import grid from '../features/videos/film-grid.module.css'
import { FilmPlace } from '../features/videos/film-place.tsx'
import { words } from '../words.ts'

const Coming = ({ children }: { children: ReactNode }) => <Stack gap="lg" role="status" aria-busy="true" aria-label={words.loading}>{children}</Stack>
const places = (count: number, place: ReactNode) => Array.from({ length: count }, (_, at) => <li key={at}>{place}</li>)

/** Forms, and pages of words. */
export const PageSkeleton = () => (
  <Coming>
    <Skeleton h={36} w={220} />
    <Skeleton h={240} />
  </Coming>
)

/** Films in a grid, below a line of choices and a heading: as high as on the front page, whose first pictures lie there already. */
export const ListSkeleton = () => (
  <Coming>
    <Stack gap={24}>
      <Skeleton h={33} w="min(100%, 420px)" />
      <Skeleton h={28} w={120} mb={-8} />
    </Stack>
    <ul className={grid.grid}>{places(8, <FilmPlace />)}</ul>
  </Coming>
)

export const WatchSkeleton = () => (
  <div className={watch.layout} role="status" aria-busy="true" aria-label={words.loading}>
    <div className={watch.film}>
      <div className={stage.stage} />
      <Skeleton h={30} w="60%" mt={20} mb={16} />
      <Skeleton h={44} w={280} mb={16} />
    </div>
    <div className={watch.next}>
      <Skeleton h={28} w={120} mb="md" />
      <ul className={watch.list}>{places(5, <Skeleton h={94} radius="lg" />)}</ul>
    </div>
  </div>
)

export const TablePageSkeleton = () => (
  <Coming>
    <Skeleton h={36} w={180} />
    <TableSkeleton />
  </Coming>
)

/** While it is found out who is here: the shape of the page that one is on the way to. */
export function InnerSkeleton() {
  const { routesById } = useRouter()
  const to = useMatches({ select: matches => matches.at(-1)?.routeId })
  const shape = to && routesById[to].options.pendingComponent
  return createElement(shape && shape !== InnerSkeleton ? shape : PageSkeleton)
}
