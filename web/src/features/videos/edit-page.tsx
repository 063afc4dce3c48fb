import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconExternalLink, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { memo, useRef } from 'react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { LeaveGuard } from '../../components/leave-guard.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import type { Video } from '../../../../functions/videos/contract.ts'
import { ApiProblem } from '../../../../functions/platform/contract-client.ts'
import { words } from '../../words.ts'
import { Stage } from '../playback/stage.tsx'
import { useBatch } from './content/use-batch.ts'
import { CaptionsCard } from './edit/captions-card.tsx'
import { CardPreview, type Typed } from './edit/card-preview.tsx'
import { FileCard } from './edit/file-card.tsx'
import { PublicationCard } from './edit/publication-card.tsx'
import { usePublicationForm } from './edit/use-publication-form.ts'
import { useWordsForm } from './edit/use-words-form.ts'
import classes from './edit-page.module.css'
import { EditForm } from './edit-form.tsx'
import { FilmState } from './film-state.tsx'
import { ThumbnailChooser } from './thumbnail-chooser.tsx'
import { captionsQuery, videoQuery } from './queries.ts'

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
            <Button variant="outline" color="red" leftSection={<IconTrash size={18} aria-hidden />} loading={remove.isPending} onClick={() => remove.mutate({ films: [film] }, { onSuccess: () => void navigate({ to: '/studio/content', search: { channel: film.channel.id }, ignoreBlocker: true }) })}>{words.actions.delete}</Button>
          </Group>
        )}
      </Group>
      <ProblemNote problem={film ? null : error} onRetry={refetch} />
      {film ? <Editor key={film.id} film={film} /> : <div className={classes.columns}><Skeleton h={520} /><Skeleton h={320} /></div>}
    </>
  )
}

/** Both forms and what viewers will see of them, side by side. */
function Editor({ film }: { film: Video }) {
  const words = useWordsForm(film)
  const publication = usePublicationForm(film)
  return (
    <div className={classes.columns}>
      <LeaveGuard when={words.form.isDirty() || publication.form.isDirty()} />
      <div className={classes.forms}>
        <EditForm words={words} language={film.language} />
        <Stack gap="lg" mt="md">
          <PublicationCard publication={publication} film={film} />
          <CaptionsCard videoId={film.id} language={film.language} />
          <FileCard film={film} />
        </Stack>
      </div>
      <Preview film={film} typed={{ ...words.form.values, publication: publication.form.values }} />
    </div>
  )
}

function Preview({ film, typed }: { film: Video; typed: Typed }) {
  const aside = useRef<HTMLElement>(null)
  const { data: captions } = useQuery(captionsQuery(film.id))
  // Other captions come into the player with a new one.
  const tracks = captions?.items.map(({ language, updatedAt }) => `${language} ${updatedAt}`).join()
  return (
    <aside ref={aside} className={classes.preview} aria-label={say.preview}>
      {film.renditions.length > 0 ? <Screen key={tracks} videoId={film.id} channelId={film.channel.id} at={undefined} preview /> : <div className={classes.waiting}><Text c="dimmed" size="sm">{say.notYet}</Text></div>}
      <div className={classes.facts} role="status"><FilmState film={film} /></div>
      <ThumbnailChooser film={film} position={() => aside.current?.querySelector('video')?.currentTime ?? null} />
      <CardPreview film={film} typed={typed} />
      {film.renditions.length > 0 && <dl className={classes.list}><dt>{words.videos.qualities}</dt><dd>{film.renditions.map(({ name }) => name).join(', ')}</dd></dl>}
    </aside>
  )
}
/** Not drawn anew with every letter that is typed beside it. */
const Screen = memo(Stage)
