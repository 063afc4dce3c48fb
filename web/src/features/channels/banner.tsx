import type { Sizes } from '../../../../functions/platform/contract.ts'
import { hueOf } from '../../components/hue-of.ts'
import classes from './banner.module.css'

/** The head of a channel's page; without a picture, colours that come from its handle, always the same. */
export function Banner({ of, picture }: { of: string; picture: Sizes | null | undefined }) {
  const hue = hueOf(of)
  return (
    <div className={classes.banner} style={{ '--from': `hsl(${hue} 55% 42%)`, '--to': `hsl(${(hue + 110) % 360} 45% 22%)` } as React.CSSProperties}>
      {picture && <img src={picture.large} srcSet={`${picture.small} 1000w, ${picture.large} 2000w`} sizes="100vw" alt="" width={2000} height={400} fetchPriority="high" />}
    </div>
  )
}
