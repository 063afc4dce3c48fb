import { Skeleton } from '@mantine/core'
import classes from './film-grid.module.css'

/** Where a film of a grid will be. */
export const FilmPlace = () => (
  <>
    <Skeleton className={classes.poster} radius="lg" />
    <Skeleton h={16} w="85%" mt={14} />
    <Skeleton h={12} w="50%" mt={10} mb={18} />
  </>
)
