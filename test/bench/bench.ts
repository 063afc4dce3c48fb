/** `npm run bench [-- name …]`: every figure beside its floor, from the same run. Exits 1 when a promise is broken. */
import { isBusy, tell, verdictOf, type Figure } from './report.ts'

/** In this order: what needs a quiet machine most comes first. */
const benches: Record<string, () => Promise<{ measure(): Promise<Figure[]> }>> = {
  'cold-start': () => import('./cold-start.ts'),
  'request-path': () => import('./request-path.ts'),
  'requests': () => import('./requests.ts'),
  'playback-start': () => import('./playback-start.ts'),
  'edge': () => import('./edge.ts'),
  'cost': () => import('./cost.ts'),
  'instant': () => import('./instant.ts'),
  'pipeline': () => import('./pipeline.ts'),
  'web': () => import('./web.ts'),
  'opening': () => import('./opening.ts'),
  'deny-list': () => import('./deny-list.ts'),
  'load-house': () => import('./load-house.ts'),
  'kill-matrix': () => import('./kill-matrix.ts'),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
let broken = 0
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}`)
  const busy = await isBusy()
  if (busy) console.log('  The machine is busy with something else: these verdicts are inconclusive.')
  const { measure } = await load()
  for (const figure of await measure()) {
    console.log(`  ${busy ? tell(figure).replace(/kept|broken/, 'inconclusive') : tell(figure)}`)
    if (!busy && verdictOf(figure) === 'broken') broken++
  }
}
process.exitCode = broken > 0 ? 1 : 0
