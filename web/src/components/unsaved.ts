/** How many forms hold something that was typed and not saved: for whoever must know outside the page, as signing out must. */
let forms = 0

export const isAnythingUnsaved = (): boolean => forms > 0
/** Answers the way to take it back. */
export function holdUnsaved(): () => void {
  forms++
  return () => void forms--
}
