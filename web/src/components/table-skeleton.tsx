import { Group, Skeleton, Stack } from '@mantine/core'
import classes from './data-table.module.css'

/** Where the rows of a table will be. */
export const TableSkeleton = ({ rows = 8 }: { rows?: number }) => (
  <Stack gap={0} aria-hidden="true">
    {Array.from({ length: rows }, (_, at) => (
      <Group key={at} className={classes.place} wrap="nowrap">
        <Skeleton h={36} w={36} circle />
        <Skeleton h={14} w="32%" />
        <Skeleton h={14} w="14%" ml="auto" visibleFrom="sm" />
        <Skeleton h={14} w="10%" visibleFrom="sm" />
      </Group>
    ))}
  </Stack>
)
