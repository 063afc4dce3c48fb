import { Button, Group, Skeleton, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSignOut } from '../../../app/shell/use-sign-out.ts'
import { ConfirmLeaving } from '../../../components/leave-guard.tsx'
import { PageTitle } from '../../../components/page-title.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { words } from '../../../words.ts'
import { profileQuery } from '../use-preferences.ts'
import { usePerson } from '../use-session.ts'
import classes from './account.module.css'
import { EmailCard } from './email-card.tsx'
import { EraseCard } from './erase-card.tsx'
import { ExportCard } from './export-card.tsx'
import { FaceField } from './face-field.tsx'
import { PasswordCard } from './password-card.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SessionsCard } from './sessions-card.tsx'

const say = words.auth.account

/** What belongs to a person alone: how they are seen, how they get in, and how they leave. */
export default function AccountPage() {
  const person = usePerson()
  const { losses, isPending, press, stay, leave } = useSignOut()
  const { data, error, refetch } = useQuery(profileQuery)
  if (!person) return null
  return (
    <Stack maw={640} gap="xl">
      <PageTitle>{say.title}</PageTitle>
      <Group justify="space-between">
        <Title order={1}>{say.title}</Title>
        <Button variant="default" loading={isPending} onClick={press}>{words.actions.signOut}</Button>
        <ConfirmLeaving opened={losses !== null} title={words.leaving.signOut} texts={losses ?? []} action={words.actions.signOut} onStay={stay} onLeave={leave} />
      </Group>
      <section aria-labelledby="you">
        <Title order={2} id="you" mb="md">{say.you}</Title>
        <Stack>
          <FaceField />
          <ProblemNote problem={data ? null : error} onRetry={refetch} />
          {data ? <ProfileForm profile={data} /> : !error && <Skeleton h={360} />}
        </Stack>
      </section>
      <section aria-labelledby="security">
        <Title order={2} id="security">{say.security}</Title>
        <ul className={classes.cards}>
          <EmailCard person={person} />
          <PasswordCard person={person} />
          <SessionsCard />
        </ul>
      </section>
      <section aria-labelledby="leave">
        <Title order={2} id="leave">{say.leave}</Title>
        <ul className={classes.cards}>
          <ExportCard />
          <EraseCard person={person} />
        </ul>
      </section>
    </Stack>
  )
}
