/** Pictures that nothing uses go in their time. */
import { removePicture } from '../platform/pictures.ts'
import type { PictureStore } from './picture-store.ts'

/** How many a sweep looks at; what is left waits for the next one. */
const atATime = 200

export async function sweepPictures(now: Date, { pictures, remove }: { readonly pictures: PictureStore; remove(key: string): Promise<unknown> }): Promise<void> {
  for (const picture of await pictures.due(now, atATime)) if (await pictures.mayGo(picture.id, now)) await removePicture(picture, remove)
}
