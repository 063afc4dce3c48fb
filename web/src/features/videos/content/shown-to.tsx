import { Text } from '@mantine/core'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { exactly } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import { wallTime } from '../wall-time.ts'

/** Who may watch, and from when, if that is not now. */
export function ShownTo({ film: { access, publication } }: { film: Pick<Video, 'access' | 'publication'> }) {
  const who = words.videos.access[access]
  if (!publication || publication.state === 'published') return <>{who}</>
  return (
    <div>
      {who}
      <Text size="xs" c="dimmed">{publication.state === 'draft' ? studioWords.publication.draft : publication.at && <time dateTime={publication.at} title={exactly(publication.at)}>{studioWords.publication.from(wallTime(publication))}</time>}</Text>
    </div>
  )
}
