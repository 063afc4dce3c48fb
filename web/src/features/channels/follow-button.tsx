import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useLocation, useNavigate } from '@tanstack/react-router'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { sentenceFor } from '../../components/problem.ts'
import { words } from '../../words.ts'
import { usePerson } from '../auth/use-session.ts'
import classes from './follow-button.module.css'
import { useFollow } from './use-follow.ts'

/** Follows in place; a stranger signs in first and comes back here. */
export function FollowButton({ channel, onFollowed }: { channel: Channel; onFollowed?: () => void }) {
  const person = usePerson()
  const navigate = useNavigate()
  const here = useLocation({ select: ({ href }) => href })
  const follow = useFollow(channel)
  if (channel.mine) return null
  const press = () => {
    if (!person) return void navigate({ to: '/sign-in', search: { next: here } })
    follow.mutate(undefined, {
      onSuccess: ({ following }) => following && onFollowed?.(),
      onError: problem => notifications.show({ message: sentenceFor(problem) }),
    })
  }
  const { following } = channel
  return (
    <Button onClick={press} variant="default" className={classes.button} data-following={following || undefined} aria-pressed={following} aria-label={following ? words.channels.unfollowChannel(channel.name) : words.channels.followChannel(channel.name)}>
      {following ? words.channels.following : words.channels.follow}
    </Button>
  )
}
