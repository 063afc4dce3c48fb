import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { Mark } from '../../components/mark.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { words } from '../../words.ts'
import { addressOfFilm } from '../videos/address-of-film.ts'
import { videoQuery } from '../videos/queries.ts'
import classes from './embed-page.module.css'
import { Stage } from './stage.tsx'

const route = getRouteApi('/embed/$videoId')

/** The film alone, as it stands in somebody else's page: no shell, nothing begins by itself unless the address says so. */
export default function EmbedPage() {
  const { videoId } = route.useParams()
  const { t, autoplay = false } = route.useSearch()
  const { data: film, isPending } = useQuery(videoQuery(videoId))
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const onVideo = useCallback((element: HTMLVideoElement | null) => setVideo(element), [])
  const href = addressOfFilm(videoId)
  return (
    <main className={classes.embed}>
      <PageTitle>{film?.title ?? (isPending ? words.loading : words.playback.deniedOther)}</PageTitle>
      <Stage key={videoId} videoId={videoId} channelId={film?.channel.id} at={t} autoplay={autoplay} fills onVideo={onVideo} />
      {/* Another page's visitor leaves for the house in a tab of its own, where the film goes on. */}
      <a className={classes.head} href={href} target="_blank" rel="noopener" onClick={() => video?.pause()} aria-label={film && `${film.title}: ${words.playback.end.onTheSite(words.house)}`}>
        <Mark size={20} />
        <span>{film?.title ?? words.house}</span>
      </a>
    </main>
  )
}
