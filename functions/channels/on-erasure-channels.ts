/** Somebody is being erased, and it is the channels' turn. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { authContract } from '../auth/contract.ts'
import { readEnv } from '../platform/env.ts'
import { handOn } from '../platform/erasure.ts'
import { pictureBucket } from '../platform/picture-bucket.ts'
import { PrincipalEntity } from '../platform/principal.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { readTogether } from '../platform/read-together.ts'
import { erasureEnv } from './env.ts'
import { eraseChannels } from './erase-channels.ts'
import { wire } from './wiring.ts'

const wired = wire()
const { remove } = pictureBucket(readEnv(erasureEnv).FILMS_BUCKET)
const addressOf = async (id: string) => (await readTogether([PrincipalEntity.build(BatchGetRequest).key({ id })], { consistent: true }))[0]?.email ?? null

export const handler = queueConsumer(authContract.events['erasure.advanced'].detail, async ({ detail: { id } }, { now }) => {
  await eraseChannels({ ...wired, addressOf, remove }, id)
  await handOn(id, 'channels', 'history', now)
})
