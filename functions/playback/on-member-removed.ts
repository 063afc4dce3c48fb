/** Somebody has left a team, or was taken out of it: what they were given as one of it ends at its next segment. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { channelsContract } from '../channels/contract.ts'
import { deny } from '../platform/edge-denials.ts'
import { edgeStore } from '../platform/edge-store.ts'
import { readEnv } from '../platform/env.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { readTogether } from '../platform/read-together.ts'
import { ChannelReference } from '../platform/shared-keys.ts'
import { holdersRight } from '../platform/team.ts'
import { memberRemovedEnv } from './env.ts'

const edge = edgeStore(readEnv(memberRemovedEnv).KEY_VALUE_STORE_ARN)

/** May come late or twice: a membership that is over never comes back, whoever joins again has another one. */
export const handler = queueConsumer(channelsContract.events['channel.member_removed'].detail, async ({ detail: { id, channelId, userId } }, { now }) => {
  await deny(edge, 'session', id, now)
  // What they were given while the channel was theirs, unless it is (again): then they left the team to hold it.
  const [channel] = await readTogether([ChannelReference.build(BatchGetRequest).key({ id: channelId })], { consistent: true })
  if (channel?.ownerId !== userId) await deny(edge, 'session', holdersRight(channelId, userId), now)
})
