import { Link } from '@tanstack/react-router'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { Face } from '../../components/face.tsx'
import { Poster } from '../../components/poster.tsx'
import { When } from '../../components/when.tsx'
import { words } from '../../words.ts'
import classes from './film-card.module.css'

export interface FilmCardProps { film: VideoCard; eager?: boolean; withChannel?: boolean; row?: boolean; heading?: 'h2' | 'h3'; /** 0 to 1, of what has been watched. */ progress?: number; /** Said instead of views and age. */ note?: string }

/** A film in a list. The whole card leads to the film; the channel's name leads to the channel. */
export function FilmCard({ film, eager = false, withChannel = true, row = false, heading: Heading = 'h3', progress, note }: FilmCardProps) {
  const { id, title, channel, posterUrl, durationSeconds, views, publishedAt } = film
  return (
    <article className={row ? classes.row : classes.card}>
      <Poster id={id} url={posterUrl} durationSeconds={durationSeconds} eager={eager}>{progress !== undefined && progress > 0 && <span className={classes.progress} style={{ inlineSize: `${Math.min(100, progress * 100)}%` }} />}</Poster>
      <div className={classes.words}>
        {withChannel && !row && <Face of={channel.handle} picture={channel.face} size={32} />}
        <div className={classes.text}>
          <Heading className={classes.title}><Link to="/watch/$videoId" params={{ videoId: id }} className={classes.film}>{title}</Link></Heading>
          {withChannel && <Link to="/@{$handle}" params={{ handle: channel.handle }} className={classes.channel}>{channel.name}</Link>}
          <p className={classes.facts}>
            {note ?? (
              <>
                {views > 0 && words.videos.views(views)}
                {views > 0 && publishedAt && ' · '}
                {publishedAt && <When at={publishedAt} />}
              </>
            )}
          </p>
        </div>
      </div>
    </article>
  )
}
