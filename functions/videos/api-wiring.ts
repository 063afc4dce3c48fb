/**
 * What the API of this domain needs, apart from the pipeline's effects. Opening and listing films needs DynamoDB only;
 * the clients of S3 and of the edge's store are loaded when somebody uploads or edits, so that they cost no cold start.
 */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { readEnv } from '../platform/env.ts'
import { once } from '../platform/once.ts'
import { PictureEntity } from '../platform/pictures.ts'
import { readTogether } from '../platform/read-together.ts'
import { secretOf } from '../platform/secrets.ts'
import { ChannelReference } from '../platform/shared-keys.ts'
import { insiderOf, memberRequest } from '../platform/team.ts'
import { env as shape } from './env.ts'
import { presentOwner } from './owner/present-owner.ts'
import { videoStore } from './video-store.ts'

const now = () => new Date()

export function wiring() {
  const env = readEnv(shape)
  const buckets = once(async () => (await import('./upload/api-buckets.ts')).apiBuckets({ uploads: env.UPLOADS_BUCKET, films: env.FILMS_BUCKET }))
  return {
    now,
    store: videoStore({ undoWindowSeconds: env.UNDO_WINDOW_SECONDS, now }),
    bucket: async () => (await buckets()).uploads,
    putVtt: async (key: string, vtt: string) => (await buckets()).putVtt(key, vtt),
    takePicture: async (pictureId: string, key: string) => (await buckets()).takePicture(pictureId, key),
    async mayUsePicture(id: string, personId: string) {
      const [picture] = await readTogether([PictureEntity.build(BatchGetRequest).key({ id })], { consistent: true })
      return picture?.madeBy === personId && picture.purpose === 'thumbnail' && picture.state === 'made' && picture.goAt! > now().toISOString()
    },
    edge: once(async () => (await import('../platform/edge-store.ts')).edgeStore(env.KEY_VALUE_STORE_ARN)),
    playbackSecret: secretOf(env.PLAYBACK_SECRET_ARN),
    undoWindowSeconds: env.UNDO_WINDOW_SECONDS,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    ownerOf: presentOwner,
    async findChannel(id: string, personId: string) {
      const [channel, member] = await readTogether([ChannelReference.build(BatchGetRequest).key({ id }), memberRequest(id, personId)], { consistent: true })
      return channel ? { channel, insider: insiderOf({ channelId: id, ownerId: channel.ownerId }, member, personId) } : null
    },
  }
}
