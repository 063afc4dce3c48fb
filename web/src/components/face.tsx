import type { Sizes } from '../../../functions/platform/contract.ts'
import { hueOf } from './hue-of.ts'
import classes from './face.module.css'

/** A person or a channel. Without a picture, or until it is there: a disc whose colours come from their name, always the same. */
export function Face({ of, picture, size = 32 }: { of: string; picture?: Sizes | null; size?: number }) {
  const hue = hueOf(of)
  return (
    <span className={classes.face} aria-hidden="true" style={{ '--size': `${size}px`, '--from': `hsl(${hue} 70% 58%)`, '--to': `hsl(${(hue + 110) % 360} 65% 56%)` } as React.CSSProperties}>
      {picture && <img src={size > 48 ? picture.large : picture.small} alt="" width={size} height={size} loading="lazy" decoding="async" onError={event => { event.currentTarget.hidden = true }} />}
    </span>
  )
}
