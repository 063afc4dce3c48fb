/** Pictures that nobody used within their hour, and those that another one has replaced, go. */
import { readEnv } from '../platform/env.ts'
import { pictureBucket } from '../platform/picture-bucket.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { sweepEnv } from './env.ts'
import { pictureStore } from './picture-store.ts'
import { sweepPictures } from './sweep-pictures.ts'

const effects = { pictures: pictureStore, remove: pictureBucket(readEnv(sweepEnv).FILMS_BUCKET).remove }

export const handler = scheduled(({ now }) => sweepPictures(now, effects))
