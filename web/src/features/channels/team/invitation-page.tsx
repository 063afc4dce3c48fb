import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useLocation, useNavigate } from '@tanstack/react-router'
import { ApiProblem } from '../../../../../functions/platform/contract-client.ts'
import type { InvitationSeen } from '../../../../../functions/channels/contract.ts'
import { api } from '../../../api.ts'
import { LinkButton } from '../../../components/link-button.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { Exactly } from '../../../components/when.tsx'
import { words } from '../../../words.ts'
import { Door } from '../../auth/door.tsx'
import { usePerson, useSession } from '../../auth/use-session.ts'
import { channelKeys } from '../queries.ts'
import { invitationQuery } from './queries.ts'

const route = getRouteApi('/invitations/$token')
const say = words.channels.team.invitation
const { roles } = words.channels.team

/** Where the link of an invitation leads. Works signed out: whoever signs in or up comes back here. */
export default function InvitationPage() {
  const { token } = route.useParams()
  const { data, error, refetch } = useQuery(invitationQuery(token))
  if (error instanceof ApiProblem && error.status === 404) return <Door title={say.gone} lead={say.goneText}><LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton></Door>
  if (error) return <Door title={words.broken.title}><ProblemNote problem={error} onRetry={refetch} /></Door>
  if (!data) return <Door title={words.loading}><Skeleton h={140} /></Door>
  return <Offer token={token} invitation={data} />
}

function Offer({ token, invitation: { channel, role, invitedBy, expiresAt } }: { token: string; invitation: InvitationSeen }) {
  const { status } = useSession()
  const person = usePerson()
  const client = useQueryClient()
  const navigate = useNavigate()
  const here = useLocation({ select: ({ href }) => href })
  const accept = useMutation({
    mutationFn: () => api.channels.accept({ body: { token } }),
    onSuccess: async joined => {
      notifications.show({ message: say.joined(joined.name) })
      await client.invalidateQueries({ queryKey: channelKeys.all })
      await navigate({ to: '/studio', search: { channel: joined.id }, replace: true })
    },
  })
  const decline = useMutation({ mutationFn: () => api.channels.decline({ body: { token } }) })
  if (decline.isSuccess) return <Door title={channel.name} lead={say.declined}><LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton></Door>
  if (accept.error instanceof ApiProblem && accept.error.code === 'already_in_team') {
    return <Door title={say.member} lead={say.memberText}><LinkButton to="/studio" search={{ channel: channel.id }}>{say.studio}</LinkButton></Door>
  }
  return (
    <Door title={say.title(channel.name)} lead={say.lead(invitedBy, channel.name, roles[role].toLowerCase())}>
      <Stack>
        <Text size="sm">{words.channels.team.may[role]}</Text>
        <ProblemNote problem={accept.error ?? decline.error} />
        {person && (
          <>
            <Text size="sm" c="dimmed">{say.as(person.displayName, person.email)}</Text>
            <Button size="md" loading={accept.isPending} onClick={() => accept.mutate()}>{say.accept}</Button>
          </>
        )}
        {status === 'out' && (
          <>
            <LinkButton to="/sign-in" search={{ next: here }} size="md">{say.signIn}</LinkButton>
            <LinkButton to="/sign-up" search={{ next: here }} size="md" variant="default">{say.signUp}</LinkButton>
          </>
        )}
        {!person && status !== 'out' && <Skeleton h={42} />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed"><Exactly at={expiresAt} say={say.until} /></Text>
          <Button variant="subtle" color="gray" size="xs" mr={-14} loading={decline.isPending} onClick={() => decline.mutate()}>{say.decline}</Button>
        </Group>
      </Stack>
    </Door>
  )
}
