import { Text } from '@mantine/core'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { Scheduled } from '../../../components/when.tsx'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'

/** Who may watch, and from when, if that is not now. */
export function ShownTo({ film: { access, publication } }: { film: Pick<Video, 'access' | 'publication'> }) {
  const who = words.videos.access[access]
  if (!publication || publication.state === 'published') return <>{who}</>
  return (
    <div>
      {who}
      <Text size="xs" c="dimmed">{publication.state === 'draft' ? studioWords.publication.draft : publication.at && publication.zone && <Scheduled at={publication.at} zone={publication.zone} say={studioWords.publication.from} />}</Text>
    </div>
  )
}
