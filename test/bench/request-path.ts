/** Warm requests to GET /videos/{id}: the deployed bundle against a bare server with one GetCommand, on the same DynamoDB Local. */
import { join } from 'node:path'
import { benchTable } from './bench-table.ts'
import { bundled, bundleOf, served } from './child.ts'
import { load } from './load.ts'
import { median, type Figure } from './report.ts'

export async function measure(): Promise<Figure[]> {
  const table = await benchTable()
  const bare = await served([await bundled('serve-bare.ts')], table.env)
  const ours = await served([join(import.meta.dirname, 'serve-handler.ts'), bundleOf('videos-api')], table.env)
  const figures: Figure[] = []
  try {
    const path = `/api/videos/${table.videoId}`
    for (const server of [bare, ours]) await load(server.url + path, 8)
    for (const [connections, atLeast] of [[1, 0.8], [32, 0.62]] as const) {
      // Floor, figure, floor, figure, floor: what the machine does meanwhile shows in the floors.
      const floors = [await load(bare.url + path, connections)]
      const runs = []
      for (let turn = 0; turn < 2; turn++) {
        runs.push(await load(ours.url + path, connections))
        floors.push(await load(bare.url + path, connections))
      }
      figures.push({ name: `GET /videos/{id}, signed out, ${connections} connection${connections > 1 ? 's' : ''}`, unit: 'req/s', figure: median(runs.map(run => run.perSecond)), floors: floors.map(floor => floor.perSecond), promise: { of: 'ratio', atLeast } })
      figures.push({ name: `  the slowest of a hundred (p99)`, unit: 'ms', figure: median(runs.map(run => run.p99)), floors: floors.map(floor => floor.p99), promise: { of: 'ratio', atMost: 1.5 } })
    }
    const signedIn = await load(ours.url + path, 32, { headers: { authorization: `Bearer ${table.token}` } })
    const floor = await load(bare.url + path, 32)
    figures.push({ name: 'GET /videos/{id}, signed in, 32 connections', unit: 'req/s', figure: signedIn.perSecond, floors: [floor.perSecond] })
  } finally {
    await Promise.all([bare.stop(), ours.stop()])
    await table.stop()
  }
  return figures
}
