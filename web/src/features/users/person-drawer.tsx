import { Badge, Button, Group, Skeleton, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MemberSeen } from '../../../../functions/users/contract.ts'
import { DetailDrawer } from '../../components/detail-drawer.tsx'
import { Face } from '../../components/face.tsx'
import { Facts } from '../../components/facts.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { Exactly } from '../../components/when.tsx'
import { WithReason } from '../../components/with-reason.tsx'
import { adminWords } from '../../words/admin.ts'
import { trailQuery } from '../audit/queries.ts'
import { Trail } from '../audit/trail.tsx'
import { usePerson } from '../auth/use-session.ts'
import { personQuery } from './queries.ts'
import { RolesForm } from './roles-form.tsx'
import { useStanding } from './use-standing.ts'

const say = adminWords.people

/** One person, and what may be decided about them. */
export function PersonDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { data: person, error, refetch } = useQuery({ ...personQuery(id ?? ''), enabled: id !== undefined })
  const title = person ? <Group gap="sm" wrap="nowrap"><Face of={person.id} size={36} /><span>{person.displayName}</span></Group> : say.person
  return (
    <DetailDrawer opened={id !== undefined} onClose={onClose} title={title}>
      <ProblemNote problem={person ? null : error} onRetry={refetch} />
      {person ? <Details key={person.id} person={person} /> : !error && <Skeleton h={320} />}
    </DetailDrawer>
  )
}

function Details({ person }: { person: MemberSeen }) {
  const me = usePerson()
  const isAdmin = me?.roles.includes('admin') ?? false
  const mayLookAtFilms = isAdmin || (me?.roles.includes('moderator') ?? false)
  return (
    <Stack gap="lg">
      <Facts of={[
        [say.status, <Standing key="status" of={person} />], [say.email, person.email], [say.joined, <Exactly key="joined" at={person.createdAt} />], [say.id, <code key="id">{person.id}</code>],
      ]} />
      <Group gap="xs">
        {mayLookAtFilms && <LinkButton to="/admin/films" search={{ owner: person.id }} variant="default" size="sm">{say.films}</LinkButton>}
        {isAdmin && person.id !== me?.id && <Decide person={person} />}
      </Group>
      {isAdmin && <RolesForm person={person} isMe={person.id === me?.id} />}
      {isAdmin && <Trails id={person.id} />}
    </Stack>
  )
}

export const Standing = ({ of: { status } }: { of: Pick<MemberSeen, 'status'> }) =>
  (status === 'active' ? <>{say.active}</> : <Badge variant="outline" color="red" radius="sm" tt="none">{say.suspended}</Badge>)

function Decide({ person }: { person: MemberSeen }) {
  const { suspend, reinstate } = useStanding(person)
  const [opened, { open, close }] = useDisclosure(false)
  const isActive = person.status === 'active'
  // What the dialog asks stays what it was opened for, also while it closes.
  const [isSuspending, ask] = useState(isActive)
  const act = isSuspending ? suspend : reinstate
  const press = () => {
    act.reset()
    ask(isActive)
    open()
  }
  return (
    <>
      <Button size="sm" {...(isActive ? { variant: 'outline', color: 'red' } : { variant: 'default' })} onClick={press}>{isActive ? say.suspend : say.reinstate}</Button>
      <WithReason
        opened={opened} onClose={close} isDangerous={isSuspending} title={isSuspending ? say.suspendTitle(person.displayName) : say.reinstateTitle(person.displayName)} text={isSuspending ? say.suspendText : say.reinstateText}
        action={isSuspending ? say.suspend : say.reinstate} isPending={act.isPending} problem={act.error} onConfirm={reason => act.mutate(reason, { onSuccess: close })}
      />
    </>
  )
}

/** The latest that happened to them, and that they did. */
function Trails({ id }: { id: string }) {
  const about = useInfiniteQuery(trailQuery({ subject: id }, 10))
  const by = useInfiniteQuery(trailQuery({ actor: id }, 10))
  const did = by.data?.pages.flatMap(page => page.items) ?? []
  return (
    <>
      <section>
        <Title order={3} mb="xs">{say.trail}</Title>
        {about.error ? <ProblemNote problem={about.error} onRetry={about.refetch} /> : <Trail entries={about.data?.pages.flatMap(page => page.items)} />}
        {about.hasNextPage && <LinkButton to="/admin/audit" search={{ subject: id }} variant="default" size="xs" mt="sm">{say.allActs}</LinkButton>}
      </section>
      {did.length > 0 && (
        <section>
          <Title order={3} mb="xs">{say.acts}</Title>
          <Trail entries={did} />
          {by.hasNextPage && <LinkButton to="/admin/audit" search={{ actor: id }} variant="default" size="xs" mt="sm">{say.allActs}</LinkButton>}
        </section>
      )}
    </>
  )
}
