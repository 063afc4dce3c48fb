import { Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import { PageTitle } from '../../components/page-title.tsx'
import { words } from '../../words.ts'
import { usePreferences } from '../auth/use-preferences.ts'
import { videoQuery } from '../videos/queries.ts'
import { FilmAbout } from './film-about.tsx'
import { NextUp } from './next-up.tsx'
import { Stage } from './stage.tsx'
import { useNextFilms } from './use-next-films.ts'
import classes from './watch-page.module.css'

const route = getRouteApi('/watch/$videoId')

export default function WatchPage() {
  const { videoId } = route.useParams()
  const { t } = route.useSearch()
  // A stranger to a private film gets no film here, but a reason from the stage.
  const { data: film, isPending } = useQuery(videoQuery(videoId))
  const next = useNextFilms(videoId, film?.channel)
  const { autoplay } = usePreferences()
  const video = useRef<HTMLVideoElement | null>(null)
  const onVideo = useCallback((element: HTMLVideoElement | null) => void (video.current = element), [])
  return (
    <div className={classes.layout}>
      <PageTitle>{film?.title ?? (isPending ? words.loading : words.playback.deniedOther)}</PageTitle>
      <div className={classes.film}>
        <Stage key={videoId} videoId={videoId} channelId={film?.channel.id} at={t} autoplay onVideo={onVideo} next={next?.[0]} goesOn={autoplay} />
        {film ? <FilmAbout film={film} positionNow={() => video.current?.currentTime ?? 0} /> : isPending ? <AboutSkeleton /> : <Title order={1} className={classes.said}>{words.playback.deniedOther}</Title>}
      </div>
      <NextUp films={next} />
    </div>
  )
}

const AboutSkeleton = () => (
  <div aria-hidden="true">
    <Skeleton h={30} w="60%" mt={20} mb={16} />
    <Skeleton h={44} w={280} mb={16} />
    <Skeleton h={96} radius="lg" />
  </div>
)
