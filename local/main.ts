/**
 * The local cloud as a process of its own, on an assembly that is already synthesized:
 * `PORT=4000 node local/main.ts [--assembly cdk.out] [--pace 1] [--edge-delay 0] [--quiet] [--with-parent]`. State is kept in PLAYHOUSE_STATE (.playhouse).
 * Prints one line of JSON with its addresses when it is ready.
 */
import { parseArgs } from 'node:util'
import { startCloud } from './kernel/start.ts'
import { endWithParent } from './kernel/with-parent.ts'

const { values } = parseArgs({
  options: { assembly: { type: 'string' }, pace: { type: 'string', default: '1' }, 'edge-delay': { type: 'string', default: '0' }, quiet: { type: 'boolean', default: false }, 'with-parent': { type: 'boolean', default: false } },
})

try {
  const running = await startCloud({
    ...(values.assembly !== undefined && { assemblyDir: values.assembly }),
    ...(process.env['PLAYHOUSE_STATE'] && { stateDir: process.env['PLAYHOUSE_STATE'] }),
    port: Number(process.env['PORT'] ?? 4000),
    pace: Number(values.pace),
    edgeDelay: Number(values['edge-delay']),
    quiet: values.quiet,
  })
  const end = () => void running.stop().then(() => process.exit(0))
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  if (values['with-parent']) endWithParent(end)
  console.log(JSON.stringify({ frontDoor: running.frontDoor, endpoint: running.endpoint, operator: running.operator }))
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
