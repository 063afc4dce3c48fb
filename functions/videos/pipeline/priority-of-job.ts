/** Whose job comes next when many wait. MediaConvert takes the highest number first, -50 to 50, and among equals whichever was asked for first. Pure. */
import type { EncodingKind } from '../film.ts'

/** Somebody looks at a screen and waits for one picture. */
export const priorityOfFrame = 50

/**
 * Whoever waits for a first quality goes before whoever already watches one. Among these, the more films of an owner are
 * `ahead`, under way since before this one, the later it comes: a hundred films of one are a hundred places in the queue, and
 * the first film of somebody else stands beside the first of them.
 */
export const priorityOf = (kind: EncodingKind, ahead: number): number => (kind === 'first' ? Math.max(1, 49 - ahead) : Math.max(-50, -ahead))
