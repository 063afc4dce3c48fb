import * as z from 'zod'
import { contract, instant, pictureId, route, sizes } from '../platform/contract.ts'

/** A face stands for a person or a channel, a banner heads a channel's page, a thumbnail stands for a film. */
export const purpose = z.enum(['face', 'banner', 'thumbnail'])
export type Purpose = z.output<typeof purpose>

const bytes = { most: 4 * 1024 ** 2, types: ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'] } as const

export const picturesContract = contract({
  domain: 'pictures',
  about: 'Pictures that people send: of themselves, of their channels, for their films.',
  routes: {
    make: route({
      method: 'POST', path: '/pictures', who: 'member', rate: 'strict',
      summary: 'Takes a JPEG, PNG or WebP of up to 4 MB as it is, and makes it into the sizes that its purpose needs, upright and without what else the file tells. Use it by its id within the hour, or it goes.',
      query: z.object({ purpose }), bytes,
      replies: { 201: z.object({ id: pictureId, purpose, sizes: sizes.nullable().meta({ description: 'Null for a thumbnail: its film may be private.' }), useBefore: instant }) },
      errors: ['not_a_picture', 'picture_broken', 'picture_too_small', 'picture_too_large'],
    }),
  },
})
