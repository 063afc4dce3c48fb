import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconHeart } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { Face } from '../../components/face.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { When } from '../../components/when.tsx'
import { words } from '../../words.ts'
import classes from './following-page.module.css'
import { allFollowsQuery } from './queries.ts'

export default function FollowingPage() {
  const follows = useInfiniteQuery(allFollowsQuery())
  const channels = follows.data?.pages.flatMap(page => page.items)
  const { title, empty, emptyText, look, since } = words.channels.list
  return (
    <Stack maw={channels?.length === 0 ? undefined : 720} gap="lg">
      <PageTitle>{title}</PageTitle>
      <Title order={1}>{title}</Title>
      {follows.error && !channels && <ProblemNote problem={follows.error} onRetry={follows.refetch} />}
      {channels?.length === 0 && <Empty title={empty} text={emptyText} icon={<IconHeart size={40} stroke={1.25} aria-hidden />}><LinkButton to="/" variant="default">{look}</LinkButton></Empty>}
      <ul className={classes.list} aria-busy={follows.isPending}>
        {channels?.map(channel => (
          <li key={channel.id}>
            <Link to="/@{$handle}" params={{ handle: channel.handle }} className={classes.channel}>
              <Face of={channel.handle} picture={channel.face} size={48} />
              <span>
                <Text fw={600}>{channel.name}</Text>
                <Text size="sm" c="dimmed">@{channel.handle} · <When at={channel.followedAt} say={since} /></Text>
              </span>
            </Link>
          </li>
        ))}
        {follows.isPending && Array.from({ length: 4 }, (_, at) => <li key={at}><Skeleton h={64} my={8} /></li>)}
      </ul>
      <LoadMore of={follows} />
    </Stack>
  )
}
