import { Skeleton, Stack, Title } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Channel } from '../../../../../functions/channels/contract.ts'
import { PageTitle } from '../../../components/page-title.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { fullNumber } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import { usePerson } from '../../auth/use-session.ts'
import { ChannelSelect } from '../../channels/channel-select.tsx'
import { FirstChannel } from '../../channels/first-channel.tsx'
import { useChannel } from '../../channels/use-channel.ts'
import table from '../content/content-table.module.css'
import { FirstSteps } from '../content/first-steps.tsx'
import { useFilms } from '../content/use-films.ts'
import { UploadButton } from '../upload-button.tsx'
import classes from './dashboard.module.css'
import { FilmsCard } from './films-card.tsx'

const DropZone = lazy(() => import('../drop-zone.tsx'))
const route = getRouteApi('/members/studio/')
const say = studioWords.dashboard

/** How a channel does today, and what waits for its people. */
export default function DashboardPage() {
  const { channel: asked } = route.useSearch()
  const navigate = useNavigate({ from: '/studio' })
  const person = usePerson()
  const { channels, channel, error, refetch } = useChannel(asked)
  if (channel === null) return <FirstChannel onSaved={({ id }) => navigate({ to: '/studio/upload', search: { channel: id } })} />
  return (
    <Stack gap="lg">
      <PageTitle>{words.areas.dashboard}</PageTitle>
      <div className={table.head}>
        <Title order={1}>{words.areas.dashboard}</Title>
        <div className={table.start}>
          <ChannelSelect channels={channels} value={channel?.id} personId={person?.id} onChange={id => void navigate({ search: { channel: id }, replace: true })} />
          {channel && <UploadButton channelId={channel.id} />}
        </div>
      </div>
      <ProblemNote problem={error} onRetry={refetch} />
      {channel ? <Today key={channel.id} channel={channel} /> : <Skeleton h={360} radius="lg" />}
    </Stack>
  )
}

function Today({ channel }: { channel: Channel }) {
  const { query, all, films, counts, inPart } = useFilms(channel.id, {})
  if (query.error && !all) return <ProblemNote problem={query.error} onRetry={query.refetch} />
  if (!all || !films) return <Skeleton h={360} radius="lg" />
  if (all.length === 0) {
    return (
      <>
        <FirstSteps films={[]} />
        <Suspense fallback={<Skeleton h={400} />}><DropZone channelId={channel.id} /></Suspense>
      </>
    )
  }
  const waiting = (['needs-you', 'in-work', 'scheduled'] as const).filter(part => inPart(part).length > 0)
  // Of a large channel the latest films speak; that there are more is said.
  const orMore = (value: number) => `${fullNumber(value)}${counts ? '' : '+'}`
  return (
    <>
      {counts && <FirstSteps films={all} />}
      <dl className={classes.figures}>
        <div><dt>{say.followers}</dt><dd>{fullNumber(channel.followers)}</dd></div>
        <div><dt>{say.views}</dt><dd>{orMore(all.reduce((sum, { views }) => sum + views, 0))}</dd></div>
        <div><dt>{say.films}</dt><dd>{orMore(all.length)}</dd></div>
      </dl>
      <div className={classes.cards}>
        {waiting.length > 0 && <div className={classes.column}>{waiting.map(part => <FilmsCard key={part} title={studioWords.parts[part]} films={inPart(part)} part={part} />)}</div>}
        <FilmsCard title={say.latest} films={films} />
      </div>
    </>
  )
}
