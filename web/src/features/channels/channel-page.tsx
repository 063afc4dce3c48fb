import { Skeleton, Spoiler, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { ApiProblem } from '../../../../functions/platform/contract-client.ts'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { Empty } from '../../components/empty.tsx'
import { Face } from '../../components/face.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { words } from '../../words.ts'
import { FilmGrid } from '../videos/film-grid.tsx'
import { browseQuery } from '../videos/queries.ts'
import { Banner } from './banner.tsx'
import classes from './channel-page.module.css'
import { FollowButton } from './follow-button.tsx'
import { channelQuery } from './queries.ts'

const route = getRouteApi('/@{$handle}')

export default function ChannelPage() {
  const { handle } = route.useParams()
  const { data: channel, error, refetch } = useQuery(channelQuery(handle))
  if (error && !channel) {
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) return <NotFoundPage title={words.channels.notFound} text={words.channels.notFoundText} />
    return <ProblemNote problem={error} onRetry={refetch} />
  }
  return (
    <>
      <PageTitle>{channel?.name ?? `@${handle}`}</PageTitle>
      <Header handle={handle} channel={channel} />
      {channel ? <Films channel={channel} /> : <FilmGrid films={undefined} withChannel={false} />}
    </>
  )
}

function Header({ handle, channel }: { handle: string; channel: Channel | undefined }) {
  return (
    <header>
      <Banner of={handle.toLowerCase()} picture={channel?.banner} />
      <div className={classes.head}>
        <Face of={handle.toLowerCase()} picture={channel?.face} size={88} />
        <div className={classes.names}>
          <Title order={1}>{channel?.name ?? <Skeleton h={32} w={220} />}</Title>
          <Text c="dimmed" size="sm">@{handle.toLowerCase()}{channel && <> · <span title={words.channels.followersExactly(channel.followers)}>{words.channels.followers(channel.followers)}</span></>}</Text>
        </div>
        {channel && (channel.mine ? <LinkButton to="/studio" search={{ channel: channel.id }} variant="default">{words.channels.manage}</LinkButton> : <FollowButton channel={channel} />)}
      </div>
      {channel?.description && <Spoiler maxHeight={72} showLabel={words.actions.more} hideLabel={words.actions.less} className={classes.about}>{channel.description}</Spoiler>}
    </header>
  )
}

function Films({ channel }: { channel: Channel }) {
  const films = useInfiniteQuery(browseQuery({ sort: 'newest', channelId: channel.id }))
  const items = films.data?.pages.flatMap(page => page.items)
  return (
    <section aria-labelledby="films">
      <Title order={2} id="films" mt="lg" mb="md">{words.channels.films}</Title>
      {films.error && !items ? <ProblemNote problem={films.error} onRetry={films.refetch} />
        : items?.length === 0 ? <Empty title={words.channels.noFilms} text={words.channels.noFilmsText(channel.name)} />
          : <FilmGrid films={items} withChannel={false} eager={4} more={films.isFetchingNextPage} />}
      <LoadMore of={films} />
    </section>
  )
}
