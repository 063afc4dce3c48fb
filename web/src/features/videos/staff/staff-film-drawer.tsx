import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { StaffFilm } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { DetailDrawer } from '../../../components/detail-drawer.tsx'
import { Facts } from '../../../components/facts.tsx'
import { LinkButton } from '../../../components/link-button.tsx'
import { Poster } from '../../../components/poster.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import text from '../../../components/text.module.css'
import { Exactly } from '../../../components/when.tsx'
import { WithReason } from '../../../components/with-reason.tsx'
import { bytes, percent } from '../../../format.ts'
import { adminWords } from '../../../words/admin.ts'
import { words } from '../../../words.ts'
import { auditKeys, trailQuery } from '../../audit/queries.ts'
import { Trail } from '../../audit/trail.tsx'
import { usePerson } from '../../auth/use-session.ts'
import { staffFilmKeys, staffFilmQuery } from './queries.ts'
import classes from './staff-films.module.css'
import { StaffState } from './staff-state.tsx'

const say = adminWords.films

/** One film of anybody: what it is, what became of it, and another attempt when it failed or lacks qualities. */
export function StaffFilmDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { data: film, error, refetch } = useQuery({ ...staffFilmQuery(id ?? ''), enabled: id !== undefined })
  return (
    <DetailDrawer opened={id !== undefined} onClose={onClose} title={film?.title ?? say.film}>
      <ProblemNote problem={film ? null : error} onRetry={refetch} />
      {film ? <Details film={film} /> : !error && <Skeleton h={360} />}
    </DetailDrawer>
  )
}

function Details({ film }: { film: StaffFilm }) {
  const isAdmin = usePerson()?.roles.includes('admin') ?? false
  return (
    <Stack gap="lg">
      <Poster id={film.id} url={film.posterUrl} durationSeconds={film.durationSeconds} />
      <Group gap="xs">
        <LinkButton to="/watch/$videoId" params={{ videoId: film.id }} variant="default" size="sm">{say.page}</LinkButton>
        {isAdmin && film.progress.reason && !film.deletedAt && <Retry film={film} />}
      </Group>
      <Facts of={[
        [say.state, <StaffState key="state" film={film} />],
        [say.access, words.videos.access[film.access]],
        [say.channel, <Link key="channel" to="/admin/films" search={{ channel: film.channel.id }} className={text.link}>{film.channel.name}</Link>],
        [say.owner, isAdmin ? <Link key="owner" to="/admin/people" search={{ id: film.ownerId }} className={text.link}>{film.ownerId}</Link> : film.ownerId],
        [say.uploaded, <Exactly key="uploaded" at={film.createdAt} />],
        [say.changed, <Exactly key="changed" at={film.updatedAt} />],
        [say.file, `${film.file.name} · ${bytes(film.file.size)}`],
        [say.qualities, film.renditions.length > 0 ? film.renditions.map(({ name }) => name).join(', ') : null],
        [say.id, <code key="id">{film.id}</code>],
      ]} />
      <section>
        <Title order={3} mb="xs">{say.jobs}</Title>
        {film.jobs.length === 0 && <Text size="sm" c="dimmed">{say.noJobs}</Text>}
        <ul className={classes.jobs}>
          {film.jobs.map(({ kind, status, percent: share, id, claimedAt }) => (
            <li key={kind}>
              {say.job[kind]}: {say.jobStates[status]}{status === 'running' && ` · ${percent(share)}`}
              <Text size="xs" c="dimmed"><Exactly at={claimedAt} />{id && <> · {id}</>}</Text>
            </li>
          ))}
        </ul>
      </section>
      {isAdmin && <StaffTrail id={film.id} />}
    </Stack>
  )
}

function StaffTrail({ id }: { id: string }) {
  const { data } = useInfiniteQuery(trailQuery({ subject: id }, 10))
  const entries = data?.pages.flatMap(page => page.items) ?? []
  return entries.length > 0 ? <section><Title order={3} mb="xs">{say.trail}</Title><Trail entries={entries} /></section> : null
}

function Retry({ film: { id } }: { film: StaffFilm }) {
  const client = useQueryClient()
  const [asking, { open, close }] = useDisclosure(false)
  const retry = useMutation({
    mutationFn: (reason: string) => api.videos.staffRetry({ params: { id }, body: { reason } }),
    onSuccess: async film => {
      close()
      client.setQueryData(staffFilmKeys.one(id), film)
      notifications.show({ message: say.retried })
      await Promise.all([staffFilmKeys.all, auditKeys.all].map(queryKey => client.invalidateQueries({ queryKey })))
    },
  })
  return (
    <>
      <Button size="sm" onClick={open}>{say.retry}</Button>
      <WithReason opened={asking} onClose={close} title={say.retryTitle} text={say.retryText} action={say.retry} isPending={retry.isPending} problem={retry.error} onConfirm={reason => retry.mutate(reason)} />
    </>
  )
}
