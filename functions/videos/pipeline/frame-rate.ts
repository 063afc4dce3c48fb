/** How many pictures a second a film is encoded with. */

/** More look no better on the screens there are, cost more to make, and stop weak devices. */
export const mostFramesPerSecond = 60

/**
 * Null where the source's own rate is fine. A faster one keeps every second, third … picture: 120 becomes 60, a phone's
 * 240 too, 144 becomes 48. A rate as television counts (119.88) stays one, a fraction of 1001. `framesPerSecond` is as
 * measured, so a little off; null is unknown.
 */
export function steadyRate(framesPerSecond: number | null): { readonly num: number; readonly den: number } | null {
  if (framesPerSecond === null || framesPerSecond <= mostFramesPerSecond * 1.01) return null
  const television = (framesPerSecond * 1001) / 1000
  const isTelevision = Math.abs(television - Math.round(television)) < Math.abs(framesPerSecond - Math.round(framesPerSecond))
  const [whole, perPicture] = isTelevision ? [Math.round(television) * 1000, 1001] : [Math.round(framesPerSecond), 1]
  const step = Math.ceil(whole / perPicture / mostFramesPerSecond)
  return { num: whole, den: perPicture * step }
}
