/**
 * Kills before and after every AWS call of a film's way, one film each, on a local cloud of its own. Prints what did not heal.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { build } from '../../bin/build.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { synth } from '../../bin/synth.ts'
import { startHouse, testAssembly } from '../support/house-process.ts'
import { nameOf, pointsOf, strikeAll, type Strike } from '../support/kill-matrix.ts'
import { media } from '../support/media/media.ts'
import { operatorOf } from '../support/operator.ts'
import type { Figure } from './report.ts'

export interface KillMatrix { readonly points: number; readonly strikes: readonly Strike[] }

/** Takes several minutes: a film for every point, twice. */
export async function killMatrix(): Promise<KillMatrix> {
  await build()
  await synth('local', testAssembly)
  const state = await mkdtemp(join(tmpdir(), 'playhouse-kill-'))
  const house = await startHouse({ state, silent: true })
  try {
    const person = await newPerson(house.address.frontDoor)
    const channel = await person.channels.create({ body: { handle: `ch-${randomBytes(6).toString('hex')}`, name: 'Struck', description: '' } })
    const matrix = { creator: { ...person, channel }, operator: operatorOf(house.address), frontDoor: house.address.frontDoor, file: await media('short-clip') }
    const points = await pointsOf(matrix)
    return { points: points.length, strikes: await strikeAll(matrix, points.flatMap(point => [[point, 'kill-before'], [point, 'kill-after']] as const)) }
  } finally {
    await house.stop()
    await rm(state, { recursive: true, force: true })
  }
}

export async function measure(): Promise<Figure[]> {
  const { points, strikes } = await killMatrix()
  const struck = strikes.filter(strike => strike.struck)
  const ill = strikes.filter(({ trouble }) => trouble !== undefined)
  for (const { point, variant, trouble } of ill) console.log(`  ${variant} ${nameOf(point)}: ${trouble}`)
  return [
    { name: 'AWS calls of a film\'s way, from its announcement to ready', unit: '', figure: points },
    { name: '  kills before and after each of them', unit: '', figure: struck.length, promise: { of: 'figure', atLeast: Math.ceil(strikes.length * 0.95) }, note: `${strikes.length - struck.length} were not come to again` },
    { name: '  films that did not end right', unit: '', figure: ill.length, promise: { of: 'figure', atMost: 0 } },
  ]
}
