import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sentenceFor } from '../../../components/problem.ts'
import { clock } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import classes from './cards.module.css'
import { readCues } from './read-cues.ts'

const say = studioWords.captions

/** What viewers will read, and when: as the browser itself understands the captions. */
export function CaptionsPreview({ url, label }: { url: string; label: string }) {
  const { data: cues, error } = useQuery({ queryKey: ['captions', 'cues', url], queryFn: () => readCues(url), staleTime: Infinity })
  if (error) return <Text size="sm" c="red" role="alert">{sentenceFor(error)}</Text>
  if (!cues) return <Skeleton h={120} className={classes.cues} />
  return (
    <div className={classes.cues} tabIndex={0} role="region" aria-label={say.preview(label)}>
      <Text size="xs" c="dimmed" mb={4}>{say.cues(cues.length)}</Text>
      <ol>{cues.map(({ start, text }, at) => <li key={at}><time>{clock(start)}</time><span>{text}</span></li>)}</ol>
    </div>
  )
}
