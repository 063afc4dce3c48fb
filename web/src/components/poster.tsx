import type { ReactNode } from 'react'
import { dropFirstPicture } from '../first-picture.ts'
import { clock } from '../format.ts'
import { hueOf } from './hue-of.ts'
import { Mark } from './mark.tsx'
import classes from './poster.module.css'

export interface PosterProps { id: string; url: string | null; durationSeconds: number | null; eager?: boolean; children?: ReactNode }

/** A film's picture, 16:9. Until there is one, the house's mark on a quiet gradient that is the same every time. */
export function Poster({ id, url, durationSeconds, eager = false, children }: PosterProps) {
  const hue = hueOf(id)
  return (
    <div className={classes.poster} style={{ '--from': `hsl(${hue} 38% 30%)`, '--to': `hsl(${(hue + 60) % 360} 45% 12%)` } as React.CSSProperties}>
      {url ? <img src={url} alt="" width={480} height={270} loading={eager ? 'eager' : 'lazy'} decoding="async" fetchPriority={eager ? 'high' : 'auto'} onLoad={eager ? dropFirstPicture : undefined} /> : <Mark />}
      {durationSeconds !== null && <span className={classes.duration}>{clock(durationSeconds)}</span>}
      {children}
    </div>
  )
}
