import { hueOf } from './hue-of.ts'
import classes from './face.module.css'

/** A person or channel that has no picture yet: a disc whose colours come from their name, always the same. */
export function Face({ of, size = 32 }: { of: string; size?: number }) {
  const hue = hueOf(of)
  return <span className={classes.face} aria-hidden="true" style={{ '--size': `${size}px`, '--from': `hsl(${hue} 70% 58%)`, '--to': `hsl(${(hue + 110) % 360} 65% 56%)` } as React.CSSProperties} />
}
