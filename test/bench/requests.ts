/** How many requests to DynamoDB each of the busiest routes makes: counted between the deployed bundles and DynamoDB Local. */
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { benchTable, keys } from './bench-table.ts'
import { bundleOf, served } from './child.ts'
import { countingEndpoint } from './counting-endpoint.ts'
import type { Figure } from './report.ts'

export async function measure(): Promise<Figure[]> {
  const table = await benchTable()
  await DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: table.endpoint, region: 'us-east-1', credentials: keys })).send(new UpdateCommand({
    TableName: 'platform', Key: { pk: `VIDEO#${table.videoId}`, sk: 'VIDEO' }, UpdateExpression: 'SET published = :published', ExpressionAttributeValues: { ':published': { kind: 'ladder', prefix: `v/${table.videoId}/1-ladder/`, rungs: [] } },
  }))
  const endpoint = await countingEndpoint(table.endpoint)
  const env = { ...table.env, AWS_ENDPOINT_URL: endpoint.url }
  const serve = (bundle: string) => served([join(import.meta.dirname, 'serve-handler.ts'), bundleOf(bundle)], env)
  const [videos, playback] = [await serve('videos-api'), await serve('playback-api')]
  const signedIn = { authorization: `Bearer ${table.token}` }
  const count = async (name: string, expected: string[], url: string, init: RequestInit = {}): Promise<Figure & { readonly answer: Record<string, unknown> }> => {
    endpoint.taken()
    const response = await fetch(url, init)
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
    const answer = await response.json() as Record<string, unknown>
    const calls = endpoint.taken()
    return { name, unit: 'requests', figure: calls.length, promise: { of: 'figure', atMost: calls.join() === expected.join() ? expected.length : -1 }, note: calls.join(', '), answer }
  }
  try {
    const film = `${videos.url}/api/videos/${table.videoId}`
    const start = await count('POST /videos/{id}/playback, signed in', ['BatchGetItem', 'GetItem'], `${playback.url}/api/videos/${table.videoId}/playback`, { method: 'POST', headers: signedIn })
    return [
      await count('GET /videos/{id}, signed out', ['GetItem'], film),
      await count('GET /videos/{id}, signed in', ['BatchGetItem'], film, { headers: signedIn }),
      await count('GET /videos, a page', ['Query'], `${videos.url}/api/videos`),
      start,
      await count('POST /playback/{sessionId}/heartbeat', ['UpdateItem'], `${playback.url}/api/playback/${String(start.answer.sessionId)}/heartbeat`, { method: 'POST', headers: { ...signedIn, 'content-type': 'application/json' }, body: JSON.stringify({ position: 1, playing: true }) }),
    ]
  } finally {
    await Promise.all([videos.stop(), playback.stop()])
    endpoint.stop()
    await table.stop()
  }
}
