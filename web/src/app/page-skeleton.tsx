import { Skeleton, Stack } from '@mantine/core'
import { words } from '../words.ts'

/** While a page's own code is on its way; its data has skeletons of its own. */
export const PageSkeleton = () => (
  <Stack gap="lg" role="status" aria-busy="true" aria-label={words.loading}>
    <Skeleton h={36} w={220} />
    <Skeleton h={240} />
  </Stack>
)
