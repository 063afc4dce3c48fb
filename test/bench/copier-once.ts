/**
 * `node copier-once.ts <bundle> <video> <token> <segments a run>`: the function that copies, as it is deployed, asked
 * again and again in one process, as a warm function is, until the film plays or cannot. Prints a `CopierRun`.
 */
import { createRequire } from 'node:module'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Film } from '../../functions/videos/film.ts'

export interface CopierRun {
  readonly seconds: number
  readonly runs: number
  /** What the system counted at most, looked at fifty times a second, and of it what JavaScript's heap and its buffers held. */
  readonly peakMb: number
  readonly heapMb: number
  readonly buffersMb: number
}

const [bundle, videoId, token, segmentsPerRun] = process.argv.slice(2) as [string, string, string, string]
const { handler } = createRequire(import.meta.url)(bundle) as { handler(event: unknown, context: unknown): Promise<{ batchItemFailures: unknown[] }> }
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const film = async () => (await documents.send(new GetCommand({ TableName: process.env.PLATFORM_TABLE!, Key: { pk: `VIDEO#${videoId}`, sk: 'VIDEO' }, ConsistentRead: true }))).Item as Film

// Not the system's own peak: Linux lets a process inherit that of whoever started it.
const most = { all: 0, heap: 0, buffers: 0 }
const sampling = setInterval(() => {
  const { rss, heapUsed, external } = process.memoryUsage()
  most.all = Math.max(most.all, rss)
  most.heap = Math.max(most.heap, heapUsed)
  most.buffers = Math.max(most.buffers, external)
}, 20)

const startedAt = performance.now()
let runs = 0
for (let latest = await film(); latest.jobs.instant!.status !== 'done'; latest = await film()) {
  if (latest.jobs.instant!.status === 'failed') throw new Error(`The copy was given up in run ${runs}.`)
  // Time is looked at before each segment.
  let begun = 0
  const { batchItemFailures } = await handler({ Records: [{ messageId: String(++runs), body: JSON.stringify({ videoId, token }), attributes: { ApproximateReceiveCount: '1' } }] }, { awsRequestId: `run-${runs}`, getRemainingTimeInMillis: () => (begun++ < Number(segmentsPerRun) ? 300_000 : 0) })
  if (batchItemFailures.length > 0) throw new Error(`Run ${runs} failed.`)
}
clearInterval(sampling)
const mb = (bytes: number) => bytes / 1024 ** 2
console.log(JSON.stringify({ seconds: (performance.now() - startedAt) / 1000, runs, peakMb: mb(most.all), heapMb: mb(most.heap), buffersMb: mb(most.buffers) } satisfies CopierRun))
