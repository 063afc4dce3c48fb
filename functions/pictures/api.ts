import { api } from '../platform/api.ts'
import { readEnv } from '../platform/env.ts'
import { pictureBucket } from '../platform/picture-bucket.ts'
import { sizesOf } from '../platform/pictures.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { picturesContract } from './contract.ts'
import { env } from './env.ts'
import { makePicture } from './make-picture.ts'
import { pictureStore } from './picture-store.ts'

const effects = { pictures: pictureStore, write: pictureBucket(readEnv(env).FILMS_BUCKET).write }

export const handler = api(picturesContract, {
  async make({ query: { purpose }, body, person, request }) {
    const { id, useBefore } = await makePicture(body, purpose, person.id, request.now, effects)
    return { id, purpose, sizes: purpose === 'thumbnail' ? null : sizesOf(id), useBefore }
  },
}, { platform: platformFromEnv() })
