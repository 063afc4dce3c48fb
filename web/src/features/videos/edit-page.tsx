import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconExternalLink, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import type { Video } from '../../../../functions/videos/contract.ts'
import { ApiProblem } from '../../../../functions/platform/contract-client.ts'
import { words } from '../../words.ts'
import { Stage } from '../playback/stage.tsx'
import { useBatch } from './content/use-batch.ts'
import { CaptionsCard } from './edit/captions-card.tsx'
import { FileCard } from './edit/file-card.tsx'
import { PublicationCard } from './edit/publication-card.tsx'
import classes from './edit-page.module.css'
import { EditForm } from './edit-form.tsx'
import { FilmState } from './film-state.tsx'
import { ThumbnailChooser } from './thumbnail-chooser.tsx'
import { videoQuery } from './queries.ts'

const route = getRouteApi('/members/studio/films/$videoId')
const say = words.videos.edit

/** A film's editor: what is written about it, beside the film itself. */
export default function EditPage() {
  const { videoId } = route.useParams()
  const { data: film, error, refetch } = useQuery(videoQuery(videoId))
  const navigate = useNavigate()
  const { remove } = useBatch()
  if (film ? !film.mine : error instanceof ApiProblem && error.status < 500 && error.status > 0) return <NotFoundPage title={words.videos.notFound} text={words.videos.notFoundText} />
  return (
    <>
      <PageTitle>{film?.title ?? say.title}</PageTitle>
      <Group justify="space-between" mb="lg">
        <Title order={1}>{say.title}</Title>
        {film && (
          <Group gap="xs">
            <LinkButton to="/watch/$videoId" params={{ videoId }} variant="default" leftSection={<IconExternalLink size={18} aria-hidden />}>{say.open}</LinkButton>
            <Button variant="outline" color="red" leftSection={<IconTrash size={18} aria-hidden />} loading={remove.isPending} onClick={() => remove.mutate({ films: [film] }, { onSuccess: () => void navigate({ to: '/studio', ignoreBlocker: true }) })}>{words.actions.delete}</Button>
          </Group>
        )}
      </Group>
      <ProblemNote problem={film ? null : error} onRetry={refetch} />
      <div className={classes.columns}>
        <div className={classes.forms}>
          {film ? <EditForm key={film.id} film={film} /> : <Skeleton h={520} />}
          {film && (
            <Stack gap="lg" mt="md">
              <PublicationCard key={`${film.id}-publication`} film={film} />
              <CaptionsCard key={`${film.id}-captions`} videoId={videoId} language={film.language} />
              <FileCard film={film} />
            </Stack>
          )}
        </div>
        {film ? <Preview film={film} /> : <Skeleton h={320} />}
      </div>
    </>
  )
}

function Preview({ film }: { film: Video }) {
  const aside = useRef<HTMLElement>(null)
  return (
    <aside ref={aside} className={classes.preview} aria-label={say.preview}>
      {film.renditions.length > 0 ? <Stage videoId={film.id} channelId={film.channel.id} at={undefined} preview /> : <div className={classes.waiting}><Text c="dimmed" size="sm">{say.notYet}</Text></div>}
      <div className={classes.facts} role="status"><FilmState film={film} /></div>
      <ThumbnailChooser film={film} position={() => aside.current?.querySelector('video')?.currentTime ?? null} />
      <dl className={classes.list}>
        {film.renditions.length > 0 && <><dt>{words.videos.qualities}</dt><dd>{film.renditions.map(({ name }) => name).join(', ')}</dd></>}
      </dl>
    </aside>
  )
}
