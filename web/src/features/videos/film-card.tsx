import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { VideoCard } from '../../../../functions/videos/contract.ts'
import { Face } from '../../components/face.tsx'
import { Poster } from '../../components/poster.tsx'
import { useHeld } from '../../components/use-held.ts'
import { When } from '../../components/when.tsx'
import { words } from '../../words.ts'
import { useBegun } from '../playback/use-begun.ts'
import { CardMenu } from './card-menu.tsx'
import classes from './film-card.module.css'
import { Preview, usePreview } from './preview.tsx'

export interface FilmCardProps { film: VideoCard; eager?: boolean; withChannel?: boolean; row?: boolean; heading?: 'h2' | 'h3'; /** 0 to 1, where it is not how far the person here is in it. */ progress?: number; /** Said instead of views and age. */ note?: string; menu?: boolean }

/** A film in a list. The whole card leads to the film; the channel's name leads to the channel. */
export function FilmCard({ film, eager = false, withChannel = true, row = false, heading: Heading = 'h3', progress, note, menu = true }: FilmCardProps) {
  const { id, title, channel, posterUrl, durationSeconds, views, publishedAt } = film
  const begun = useBegun(id)
  const share = progress ?? begun ?? 0
  const [menuOpened, setMenuOpened] = useState(false)
  const held = useHeld(() => menu && setMenuOpened(true))
  const preview = usePreview()
  return (
    <article className={row ? classes.row : classes.card} {...held} {...preview.watching}>
      <Poster id={id} url={posterUrl} durationSeconds={durationSeconds} eager={eager}>
        {preview.wanted && <Preview videoId={id} />}
        {share > 0 && <span className={classes.progress} style={{ '--share': `${Math.min(100, share * 100)}%` } as React.CSSProperties} />}
      </Poster>
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
                {share > 0 && <span className={classes.said}> · {words.videos.begun(share * 100)}</span>}
              </>
            )}
          </p>
        </div>
        {menu && <CardMenu film={film} opened={menuOpened} onChange={setMenuOpened} />}
      </div>
    </article>
  )
}
