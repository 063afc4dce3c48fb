import { Button, Group, Loader, Text, Title } from '@mantine/core'
import { IconClock, IconLock, IconMovieOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { dropFirstPicture } from '../../first-picture.ts'
import { LinkButton } from '../../components/link-button.tsx'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import { FollowButton } from '../channels/follow-button.tsx'
import { channelQuery } from '../channels/queries.ts'
import { addressOfFilm } from '../videos/address-of-film.ts'
import { videoQuery } from '../videos/queries.ts'
import classes from './stage.module.css'

interface DenialProps {
  readonly reason: string
  readonly sentence: string
  readonly videoId: string
  readonly channelId: string | undefined
  readonly here: string
  /** In another site's page, which may show nothing of the house but this. */
  readonly abroad: boolean
  readonly onMayWatch: () => void
}
const icons: Readonly<Record<string, typeof IconLock>> = { private: IconLock, sign_in: IconLock, followers_only: IconLock, not_ready: IconClock }

/** "Why can't I watch this?", and what would help. */
export function Denial({ reason, sentence, ...place }: DenialProps) {
  useEffect(dropFirstPicture, [])
  const Icon = icons[reason] ?? IconMovieOff
  return (
    <section className={classes.denied} role="status" aria-live="polite" data-reason={reason}>
      {reason === 'not_ready' ? <Loader size={36} /> : <Icon size={40} stroke={1.25} aria-hidden />}
      <Title order={2}>{words.playback.denied[reason] ?? words.playback.deniedOther}</Title>
      <Text maw={460} c="var(--house-stage-dim)">{sentence}{reason === 'not_ready' && ` ${words.playback.waiting}`}</Text>
      {place.abroad ? <Button component="a" href={addressOfFilm(place.videoId)} target="_blank" rel="noopener" variant="default">{words.playback.openOnTheSite(words.house)}</Button>
        : <Group justify="center"><WhatHelps reason={reason} {...place} /></Group>}
    </section>
  )
}

/** What opens the film, where that is in the viewer's hands, and a way onward. */
function WhatHelps({ reason, videoId, channelId, here, onMayWatch }: Omit<DenialProps, 'sentence'>) {
  const person = usePerson()
  const { data: film } = useQuery({ ...videoQuery(videoId), enabled: reason === 'failed' })
  const { data: channel } = useQuery({ ...channelQuery(channelId ?? ''), enabled: channelId !== undefined })
  if (reason === 'not_ready') return null
  return (
    <>
      {!person && (reason === 'sign_in' || reason === 'private') && <LinkButton to="/sign-in" search={{ next: here }}>{words.actions.signIn}</LinkButton>}
      {person && reason === 'followers_only' && channel && <FollowButton channel={channel} onFollowed={onMayWatch} />}
      {reason === 'failed' && film?.mine && <LinkButton to="/studio/films/$videoId" params={{ videoId }}>{words.playback.seeWhy}</LinkButton>}
      <Onward channel={channel} />
    </>
  )
}

const Onward = ({ channel }: { channel: Channel | undefined }) => (channel
  ? <LinkButton to="/@{$handle}" params={{ handle: channel.handle }} variant="default">{words.playback.moreOf(channel.name)}</LinkButton>
  : <LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton>)
