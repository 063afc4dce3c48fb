/** A minute of viewers at the front door of the whole local cloud, beside the same functions behind a bare HTTP server on a bare DynamoDB Local. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { media } from '../support/media/media.ts'
import { aHouse } from './a-house.ts'
import { benchTable, keys, type BenchTable } from './bench-table.ts'
import { bundleOf, served } from './child.ts'
import { countingEndpoint } from './counting-endpoint.ts'
import type { Figure } from './report.ts'
import { viewersFor, watching, type Watching } from './viewers.ts'

const viewers = 8
const seconds = Number(process.env.BENCH_SECONDS ?? 60)

export async function measure(): Promise<Figure[]> {
  // A third of the floor before, the rest after: what the machine does meanwhile shows in the two.
  const floors = [await bareFunctions(seconds / 3)]
  const house = await wholeHouse()
  floors.push(await bareFunctions(seconds / 3))
  return [
    { name: `${viewers} viewers for ${seconds} s, whole house`, unit: 'req/s', figure: house.perSecond, floors: floors.map(floor => floor.perSecond), promise: { of: 'ratio', atLeast: 0.3 }, note: 'the floor is the same functions without the cloud around them' },
    { name: '  the slowest of a hundred (p99)', unit: 'ms', figure: house.p99, floors: floors.map(floor => floor.p99), promise: { of: 'ratio', atMost: 6 } },
    { name: '  errors', unit: '', figure: house.errors, promise: { of: 'figure', atMost: 0 } },
  ]
}

async function wholeHouse(): Promise<Watching> {
  const house = await aHouse()
  try {
    const ana = await newPerson(house.frontDoor)
    const channel = await ana.channels.create({ body: { handle: 'bench', name: 'Bench' } })
    const file = await media('short-clip')
    const { video: { id } } = await ana.videos.create({ body: { channelId: channel.id, title: 'Bench', access: 'public', file: { name: 'film.mp4', size: (await stat(file)).size } } })
    await uploadFile(ana, id, file)
    await ana.videos.completeUpload({ params: { id } })
    await until('the film to be ready', async () => (await ana.videos.get({ params: { id } })).posterUrl !== null, { seconds: 120 })
    const rounds = await Promise.all(Array.from({ length: viewers }, async (_, number) => {
      const viewer = await newPerson(house.frontDoor, { displayName: `Viewer ${number}` })
      const { sessionId } = await viewer.playback.start({ params: { id } })
      return watching({ videos: house.frontDoor, playback: house.frontDoor, videoId: id, sessionId, token: await viewer.token() })
    }))
    await viewersFor(2, rounds)
    return await viewersFor(seconds, rounds)
  } finally {
    await house.stop()
  }
}

async function bareFunctions(forSeconds: number): Promise<Watching> {
  const table = await benchTable()
  await published(table)
  const endpoint = await countingEndpoint(table.endpoint)
  const serve = (bundle: string) => served([join(import.meta.dirname, 'serve-handler.ts'), bundleOf(bundle)], { ...table.env, AWS_ENDPOINT_URL: endpoint.url })
  const [videos, playback] = await Promise.all([serve('videos-api'), serve('playback-api')])
  try {
    const rounds = await Promise.all(Array.from({ length: viewers }, async () => {
      const started = await fetch(`${playback.url}/api/videos/${table.videoId}/playback`, { method: 'POST', headers: { authorization: `Bearer ${table.token}` } })
      const { sessionId } = await started.json() as { sessionId: string }
      return watching({ videos: videos.url, playback: playback.url, videoId: table.videoId, sessionId, token: table.token })
    }))
    await viewersFor(2, rounds)
    return await viewersFor(forSeconds, rounds)
  } finally {
    await Promise.all([videos.stop(), playback.stop()])
    endpoint.stop()
    await table.stop()
  }
}

/** Makes the bench's film one that plays. */
export async function published(table: BenchTable): Promise<void> {
  await DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: table.endpoint, region: 'us-east-1', credentials: keys })).send(new UpdateCommand({
    TableName: 'platform', Key: { pk: `VIDEO#${table.videoId}`, sk: 'VIDEO' }, UpdateExpression: 'SET published = :published', ExpressionAttributeValues: { ':published': { kind: 'ladder', prefix: `v/${table.videoId}/1-ladder/`, rungs: [] } },
  }))
}
