/**
 * The posters that functions/sharing puts into the page, to be seen before the app runs. They lie over the places of
 * the app's own, and go as soon as these are there, or somebody goes elsewhere.
 */
const first = () => document.getElementById('first')

export const dropFirstPicture = (): void => first()?.remove()

/** Milliseconds that the app waits at most: drawing it keeps a slow phone from painting anything else. */
const patience = 600

/** Resolves when the first picture is on the screen; at once where there is none, or none is shown. */
export async function firstPictureSeen(): Promise<void> {
  const picture = first()?.querySelector('img')
  if (!picture || picture.offsetWidth === 0) return
  const painted = picture.decode().catch(() => undefined).then(() => new Promise(frame => requestAnimationFrame(() => setTimeout(frame))))
  await Promise.race([painted, new Promise(enough => setTimeout(enough, patience))])
}
