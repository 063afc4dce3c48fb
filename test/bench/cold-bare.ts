/** The floor of a cold start: a handler with the SDK and one GetCommand, nothing else. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

export async function handler(event: { rawPath: string }) {
  const id = event.rawPath.split('/').at(-1)!
  const { Item } = await client.send(new GetCommand({ TableName: 'platform', Key: { pk: `VIDEO#${id}`, sk: 'VIDEO' } }))
  return { statusCode: Item ? 200 : 404, headers: { 'content-type': 'application/json' }, body: JSON.stringify(Item ?? {}) }
}
