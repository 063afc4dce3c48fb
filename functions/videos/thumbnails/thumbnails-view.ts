/** The pictures that a film's team may choose from. */
import type * as z from 'zod'
import type { thumbnails as shape } from '../contract.ts'
import type { Film } from '../film.ts'
import { insidersAddress, type Pass } from '../owner/insiders-address.ts'
import { pictureChosen, thumbnailsOf } from './thumbnails.ts'

export function thumbnailsView(film: Film, pass: Pass): z.input<typeof shape> {
  const thumbnails = thumbnailsOf(film)
  const { offered, own, frame, making } = thumbnails
  const standing = pictureChosen(thumbnails)
  const seen = (picture: string) => ({ url: insidersAddress(film, picture, pass), chosen: picture === standing })
  return {
    items: [
      ...offered.map((picture, index) => ({ from: 'offered' as const, index, at: null, ...seen(picture) })),
      ...(frame ? [{ from: 'frame' as const, index: null, at: frame.at, ...seen(frame.key) }] : []),
      ...(own ? [{ from: 'own' as const, index: null, at: null, ...seen(own) }] : []),
    ],
    making: making && { at: making.at, failed: making.failed },
  }
}
