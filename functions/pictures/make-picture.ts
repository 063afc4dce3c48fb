/** Somebody sends a picture: looked at, turned upright, cut and scaled for its purpose, and kept for an hour until it is used. */
import { newId } from '../platform/ids.ts'
import { pictureKeys } from '../platform/pictures.ts'
import { decodePicture } from '../platform/pixels/decode-picture.ts'
import { encodeJpeg } from '../platform/pixels/jpeg.ts'
import { pictureHead } from '../platform/pixels/picture-head.ts'
import { cutTo, onWhite, scaled } from '../platform/pixels/shape.ts'
import type { Purpose } from './contract.ts'
import { errors } from './errors.ts'
import type { PictureStore } from './picture-store.ts'
import { outcome, rules, sizeFault } from './purposes.ts'

export interface MakeEffects {
  readonly pictures: PictureStore
  write(key: string, jpeg: Uint8Array): Promise<void>
}

const quality = 82
export const useWithinSeconds = 3600

/** The item is written before any object: whatever happens in between, the sweep knows of it. */
export async function makePicture(bytes: Uint8Array, purpose: Purpose, personId: string, now: Date, { pictures, write }: MakeEffects): Promise<{ id: string; useBefore: string }> {
  const head = pictureHead(bytes)
  if (!head) throw errors.not_a_picture()
  const fault = sizeFault(head, purpose)
  if (fault) throw errors[`picture_${fault.fault}`]({ detail: fault.sentence })
  const decoded = await decodePicture(bytes, head.type)
  if (!decoded) throw errors.picture_broken()

  const id = newId('pic', { now })
  const useBefore = new Date(now.getTime() + useWithinSeconds * 1000).toISOString()
  await pictures.note({ id, purpose, madeBy: personId, useBefore })
  const { how, boxes } = rules[purpose]
  const upright = onWhite(decoded)
  const picture = how === 'cut' ? cutTo(upright, boxes[0]!) : upright
  await Promise.all(pictureKeys(id, purpose).map(async (key, index) => write(key, await encodeJpeg(scaled(picture, outcome(upright, boxes[index]!, how)), quality))))
  return { id, useBefore }
}
