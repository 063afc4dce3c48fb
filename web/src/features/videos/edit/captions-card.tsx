import { ActionIcon, Button, FileButton, Group, Paper, Select, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconEye, IconReplace, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { When } from '../../../components/when.tsx'
import { studioWords } from '../../../words/studio.ts'
import { languages } from '../languages.ts'
import { captionsQuery } from '../queries.ts'
import { CaptionsPreview } from './captions-preview.tsx'
import classes from './cards.module.css'
import { useCaptions } from './use-captions.ts'

const say = studioWords.captions
const captionTypes = '.srt,.vtt,text/vtt,application/x-subrip'

/** The captions a film has, in how many languages its owner likes; added or replaced at any time, without encoding anything anew. */
export function CaptionsCard({ videoId, language: spoken }: { videoId: string; language: string }) {
  const { data, error, refetch } = useQuery(captionsQuery(videoId))
  const { put, remove } = useCaptions(videoId)
  const [language, setLanguage] = useState(spoken)
  const [shown, setShown] = useState<string | null>(null)
  return (
    <Paper component="section" withBorder radius="lg" p="md" bg="transparent" aria-labelledby="captions">
      <Title order={2} id="captions" mb="sm">{say.title}</Title>
      <Stack gap="sm">
        <ProblemNote problem={data ? null : error} onRetry={refetch} />
        {!data && !error && <Skeleton h={40} />}
        {data?.items.length === 0 && <Text size="sm" c="dimmed">{say.none}</Text>}
        {data && data.items.length > 0 && (
          <ul className={classes.lines}>
            {data.items.map(track => (
              <li key={track.language} className={classes.line}>
                <div className={classes.words}>
                  <Text size="sm" fw={600}>{track.label}</Text>
                  <Text size="xs" c="dimmed"><When at={track.updatedAt} say={say.changed} /></Text>
                </div>
                <Group gap={4} wrap="nowrap">
                  <ActionIcon variant="subtle" color="gray" size={36} aria-expanded={shown === track.language} aria-label={say.preview(track.label)} onClick={() => setShown(shown === track.language ? null : track.language)}><IconEye size={18} aria-hidden /></ActionIcon>
                  <FileButton accept={captionTypes} onChange={file => file && put.mutate({ file, language: track.language, label: track.label })}>{props => <ActionIcon {...props} variant="subtle" color="gray" size={36} aria-label={say.replace(track.label)}><IconReplace size={18} aria-hidden /></ActionIcon>}</FileButton>
                  <ActionIcon variant="subtle" color="gray" size={36} aria-label={say.remove(track.label)} onClick={() => remove.mutate(track)}><IconTrash size={18} aria-hidden /></ActionIcon>
                </Group>
                {shown === track.language && track.url && <CaptionsPreview key={track.url} url={track.url} label={track.label} />}
              </li>
            ))}
          </ul>
        )}
        <ProblemNote problem={put.error} />
        <Group align="flex-end" gap="sm">
          <Select label={say.language} data={languages(language)} value={language} onChange={tag => tag && setLanguage(tag)} allowDeselect={false} searchable className={classes.grow} />
          <FileButton accept={captionTypes} onChange={file => file && put.mutate({ file, language })}>{props => <Button {...props} variant="default" loading={put.isPending}>{say.add}</Button>}</FileButton>
        </Group>
      </Stack>
    </Paper>
  )
}
