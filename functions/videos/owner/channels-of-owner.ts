/** Which channels a person owns. Channels writes them; this reads their index. */
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { ChannelReference } from '../../platform/shared-keys.ts'
import { platformTable } from '../../platform/tables.ts'

/** Ids; a person owns 20 at most, so one page holds them. */
export async function channelsOfOwner(ownerId: string): Promise<string[]> {
  const { Items = [] } = await platformTable.build(QueryCommand)
    .query({ index: 'gsi1', partition: `USER#${ownerId}`, range: { beginsWith: 'CHANNEL#' } }).entities(ChannelReference).options({ attributes: ['id'] }).send()
  return Items.map(({ id }) => id)
}
