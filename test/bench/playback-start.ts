/** From pressing play to an address that plays: the deployed bundle beside a bare server with one GetCommand, and what it reads. */
import { join } from 'node:path'
import { benchTable } from './bench-table.ts'
import { bundled, bundleOf, served } from './child.ts'
import { countingEndpoint } from './counting-endpoint.ts'
import { published } from './load-house.ts'
import type { Figure } from './report.ts'
import { viewersFor, type Watching } from './viewers.ts'

const seconds = 5

export async function measure(): Promise<Figure[]> {
  const table = await benchTable()
  await published(table)
  const endpoint = await countingEndpoint(table.endpoint)
  const env = { ...table.env, AWS_ENDPOINT_URL: endpoint.url }
  const [bare, ours] = [await served([await bundled('serve-bare.ts')], env), await served([join(import.meta.dirname, 'serve-handler.ts'), bundleOf('playback-api')], env)]
  const start = () => fetch(`${ours.url}/api/videos/${table.videoId}/playback`, { method: 'POST', headers: { authorization: `Bearer ${table.token}` } })
  const one = (request: () => Promise<Response>): Promise<Watching> => viewersFor(seconds, [time => time(request)])
  try {
    await start()
    endpoint.taken()
    await start()
    const reads = endpoint.taken()
    const read = () => fetch(`${bare.url}/api/videos/${table.videoId}`)
    await one(read)
    const floors = [await one(read)]
    const figure = await one(start)
    floors.push(await one(read))
    return [
      { name: 'POST /videos/{id}/playback, signed in, p50', unit: 'ms', figure: figure.p50, floors: floors.map(floor => floor.p50), promise: { of: 'ratio', atMost: 3 }, note: 'the floor reads one item and answers it' },
      { name: '  errors', unit: '', figure: figure.errors, promise: { of: 'figure', atMost: 0 } },
      { name: '  requests to DynamoDB', unit: '', figure: reads.length, promise: { of: 'figure', atMost: 2 }, note: reads.join(', ') },
    ]
  } finally {
    await Promise.all([bare.stop(), ours.stop()])
    endpoint.stop()
    await table.stop()
  }
}
