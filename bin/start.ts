/** `npm start`: builds and synthesizes what has changed, starts the local cloud on the result, and fills it with a small demo world. */
import { parseArgs } from 'node:util'
import { startCloud, type RunningCloud } from '../local/kernel/start.ts'
import { build } from './build.ts'
import { settleDemoWorld } from './demo/demo-world.ts'
import { demoPassword, people } from './demo/people.ts'
import { synth } from './synth.ts'

const { values } = parseArgs({ options: { pace: { type: 'string', default: '1' }, quiet: { type: 'boolean', default: false }, 'no-demo': { type: 'boolean', default: false } } })

async function said<T>(what: string, run: () => Promise<T>): Promise<T> {
  const from = performance.now()
  process.stdout.write(`  ${what} … `)
  const result = await run()
  console.log(`${((performance.now() - from) / 1000).toFixed(1)} s`)
  return result
}

const leaving = new AbortController()
let running: RunningCloud | undefined
/** The first time everything that is under way ends well; the second time at once. Before the house is open there is nothing to end. */
function end(): void {
  if (!running || leaving.signal.aborted) process.exit(1)
  leaving.abort()
  console.log('\nClosing.')
  void running.stop().then(() => process.exit(0))
}
process.on('SIGINT', end)
process.on('SIGTERM', end)

console.log('Playhouse is opening.')
try {
  await said('building', build)
  await said('synthesizing the stacks', () => synth('local'))
  running = await said('starting the local cloud', () => startCloud({
    port: Number(process.env.PORT ?? 4000),
    pace: Number(values.pace),
    quiet: values.quiet,
    ...(process.env.PLAYHOUSE_STATE ? { stateDir: process.env.PLAYHOUSE_STATE } : {}),
  }))

  console.log(`
  The house is open:   ${running.frontDoor}
  Behind the scenes:   ${running.frontDoor}/_local      mailbox, events, logs, queues, jobs
  API reference:       ${running.frontDoor}/api/docs

  ${people.map(person => `${person.role.padEnd(8)} ${person.email}`).join('\n  ')}
  password ${demoPassword}

  Ctrl-C closes; everything is kept in .playhouse (npm run reset clears it).
`)
  if (!values['no-demo']) await settleDemoWorld(running, { signal: leaving.signal, tell: line => console.log(`  ${line}`) })
} catch (problem) {
  console.error(`\n${(problem as Error).message}`)
  process.exit(1)
}
