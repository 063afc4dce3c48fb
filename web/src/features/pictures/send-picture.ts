/** A picture on its way to the house: made smaller first where it is larger than it may be, or of a kind that only this browser reads. */
import type { Purpose } from '../../../../functions/pictures/contract.ts'
import { api } from '../../api.ts'
import { HouseSentence } from '../../components/problem.ts'
import { words } from '../../words.ts'

/** What is sent as it is; the house takes 4 MB. */
const mostBytes = 3.5 * 1024 ** 2
const sentAsTheyAre = ['image/jpeg', 'image/png', 'image/webp']
/** Larger than any size that is shown. */
const longestSide = 2400

/** Answers the made picture's id. */
export async function sendPicture(file: File, purpose: Purpose): Promise<string> {
  const body = file.size <= mostBytes && sentAsTheyAre.includes(file.type) ? file : await smaller(file)
  return (await api.pictures.make({ query: { purpose }, body })).id
}

async function smaller(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(cause => { throw new HouseSentence(words.pictures.unreadable, { cause }) })
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
}
