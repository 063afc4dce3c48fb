import { exactly, exactlyIn, when } from '../format.ts'

interface WhenProps {
  /** ISO 8601. */
  readonly at: string
  /** The sentence around it. */
  readonly say?: (time: string) => string
}
const asItIs = (time: string) => time

/** A moment as people say it, roughly; exactly when one points at it. */
export const When = ({ at, say = asItIs }: WhenProps) => <time dateTime={at} title={exactly(at)}>{say(when(at))}</time>

/** A moment to the minute, for whoever looks into something or plans by it. */
export const Exactly = ({ at, say = asItIs }: WhenProps) => <time dateTime={at}>{say(exactly(at))}</time>

/** A moment that was chosen by the clocks of a zone, with that zone; by one's own when one points at it. */
export const Scheduled = ({ at, zone, say = asItIs }: WhenProps & { readonly zone: string }) => <time dateTime={at} title={exactly(at)}>{say(exactlyIn(zone, at))}</time>
