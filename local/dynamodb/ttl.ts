/**
 * Deletes what has expired by the cloud's clock, once a minute. AWS takes up to two days, so code must filter
 * on read as well. Unlike in AWS the stream shows these deletes as anyone's: the engine cannot set userIdentity.
 */
import type { TableInfo } from './tables.ts'
import { TABLES } from './wire.ts'
import type { Wire } from './wire.ts'

export async function deleteExpired(wire: Wire, { name, keys, ttlAttribute }: TableInfo, now: Date): Promise<number> {
  if (ttlAttribute === undefined) return 0
  const names = Object.fromEntries([...keys, ttlAttribute].map((attribute, index) => [`#${index}`, attribute]))
  const expiry = `#${keys.length}`
  const condition = `${expiry} < :now`
  const values = { ':now': { N: String(Math.floor(now.getTime() / 1000)) } }
  let deleted = 0
  let from: object | undefined
  do {
    const page = await wire.call(`${TABLES}.Scan`, {
      TableName: name,
      ProjectionExpression: keys.map((_, index) => `#${index}`).join(', '),
      FilterExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ...(from && { ExclusiveStartKey: from }),
    })
    for (const key of page.Items) {
      // Conditional, because the item may have been renewed since the scan.
      const gone = await wire.call(`${TABLES}.DeleteItem`, {
        TableName: name, Key: key, ConditionExpression: condition, ExpressionAttributeNames: { [expiry]: ttlAttribute }, ExpressionAttributeValues: values,
      }).then(() => 1, () => 0)
      deleted += gone
    }
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return deleted
}
