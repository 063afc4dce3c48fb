import { Loader, Text, Title } from '@mantine/core'
import { IconClock, IconLock, IconMovieOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { dropFirstPicture } from '../../first-picture.ts'
import { LinkButton } from '../../components/link-button.tsx'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { FollowButton } from '../channels/follow-button.tsx'
import { channelQuery } from '../channels/queries.ts'
import classes from './stage.module.css'

interface DenialProps { readonly reason: string; readonly sentence: string; readonly channelId: string | undefined; readonly here: string; readonly onMayWatch: () => void }
const icons: Readonly<Record<string, typeof IconLock>> = { private: IconLock, sign_in: IconLock, followers_only: IconLock, not_ready: IconClock }

/** "Why can't I watch this?", and what would help. */
export function Denial({ reason, sentence, channelId, here, onMayWatch }: DenialProps) {
  useEffect(dropFirstPicture, [])
  const person = usePerson()
  const Icon = icons[reason] ?? IconMovieOff
  return (
    <section className={classes.denied} role="status" aria-live="polite" data-reason={reason}>
      {reason === 'not_ready' ? <Loader size={36} /> : <Icon size={40} stroke={1.25} aria-hidden />}
      <Title order={2}>{words.playback.denied[reason] ?? words.playback.deniedOther}</Title>
      <Text maw={460} c="var(--house-stage-dim)">{sentence}{reason === 'not_ready' && ` ${words.playback.waiting}`}</Text>
      {!person && (reason === 'sign_in' || reason === 'private') && <LinkButton to="/sign-in" search={{ next: here }}>{words.actions.signIn}</LinkButton>}
      {person && reason === 'followers_only' && channelId && <FollowHere channelId={channelId} onFollowed={onMayWatch} />}
      {(reason === 'video_not_found' || reason === 'gone') && <LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton>}
    </section>
  )
}

function FollowHere({ channelId, onFollowed }: { channelId: string; onFollowed: () => void }) {
  const { data: channel } = useQuery(channelQuery(channelId))
  return channel ? <FollowButton channel={channel} onFollowed={onFollowed} /> : null
}
