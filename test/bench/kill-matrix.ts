/**
 * Kills before and after every AWS call of a film's way, one film each, and of what a creator does to a film, on a local
 * cloud of its own. Prints what did not heal.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { build } from '../../bin/build.ts'
import { signIn } from '../../bin/journey/house.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { joinGroup } from '../../bin/join-group.ts'
import { synth } from '../../bin/synth.ts'
import type { Creator } from '../support/actors.ts'
import { startHouse, testAssembly } from '../support/house-process.ts'
import { changesSomething, nameOf, oneByOne, oneOfEachFunction, pointsOf, strikeAll, type Matrix, type Strike } from '../support/kill-matrix.ts'
import { passAll, pointsOfStation, type Passage } from '../support/kill-stations.ts'
import { media } from '../support/media/media.ts'
import { operatorOf, type Operator } from '../support/operator.ts'
import { aSubject, stations, type Subject } from '../support/stations.ts'
import type { Figure } from './report.ts'

const variants = ['kill-before', 'kill-after'] as const
/** `wanted`: how many blows. */
interface Found { readonly points: number; readonly wanted: number; readonly outcomes: readonly { readonly struck: number; readonly trouble?: string }[] }

const blowsIn = (strikes: readonly { readonly points: readonly unknown[] }[]) => strikes.reduce((total, { points }) => total + points.length, 0)

async function aHouse<T>(use: (house: { frontDoor: string; operator: Operator; aCreator(): Promise<Creator> }) => Promise<T>): Promise<T> {
  await build()
  await synth('local', testAssembly)
  const state = await mkdtemp(join(tmpdir(), 'playhouse-kill-'))
  const house = await startHouse({ state, silent: true })
  const { frontDoor } = house.address
  const aCreator = async (): Promise<Creator> => {
    const person = await newPerson(frontDoor)
    return { ...person, channel: await person.channels.create({ body: { handle: `ch-${randomBytes(6).toString('hex')}`, name: 'Struck', description: '' } }) }
  }
  try {
    return await use({ frontDoor, operator: operatorOf(house.address), aCreator })
  } finally {
    await house.stop()
    await rm(state, { recursive: true, force: true })
  }
}

/** From a file to a film: one that can be copied, and of one that cannot what the other does not come to. */
const wayToReady = () => aHouse(async ({ frontDoor, operator, aCreator }): Promise<Found> => {
  const matrix = async (file: 'short-clip' | 'tiny-webm'): Promise<Matrix> => ({ creator: await aCreator(), operator, frontDoor, file: await media(file) })
  const [copied, encoded] = [await matrix('short-clip'), await matrix('tiny-webm')]
  const points = await pointsOf(copied)
  const known = new Set(points.map(nameOf))
  const more = (await pointsOf(encoded)).filter(point => !known.has(nameOf(point)))
  const strikes = (of: typeof points): Strike[] => [
    ...oneByOne(of).flatMap(alone => variants.map(variant => ({ points: alone, variant }))),
    ...oneOfEachFunction(of.filter(changesSomething), ({ phase }) => phase).map((together): Strike => ({ points: together, variant: 'unanswered' })),
  ]
  return { points: points.length + more.length, wanted: blowsIn([...strikes(points), ...strikes(more)]), outcomes: [...await strikeAll(copied, strikes(points)), ...await strikeAll(encoded, strikes(more))] }
})

const whatACreatorDoes = () => aHouse(async ({ frontDoor, operator, aCreator }): Promise<Found> => {
  const staff = await newPerson(frontDoor, { displayName: 'Ada Admin' })
  await joinGroup(operator.client, { email: staff.email, group: 'admin', stage: 'local' })
  const file = await media('tiny-clip')
  const another = async (): Promise<Subject> => aSubject(await aCreator(), { operator, frontDoor, file })
  const passages: Passage[] = []
  let points = 0
  for (const station of stations({ operator, frontDoor, admin: await signIn(frontDoor, staff.email, staff.password), file })) {
    const found = await pointsOfStation(operator, station, await another())
    points += found.length
    passages.push(...oneByOne(found).flatMap(alone => variants.map(variant => ({ station, points: alone, variant }))))
  }
  return { points, wanted: blowsIn(passages), outcomes: await passAll(operator, passages, { subjects: [], another }, 8) }
})

export async function measure(): Promise<Figure[]> {
  const figures = (what: string, { points, outcomes, wanted }: Found): Figure[] => {
    const struck = outcomes.reduce((total, one) => total + one.struck, 0)
    const ill = outcomes.flatMap(({ trouble }) => trouble ?? [])
    for (const trouble of ill) console.log(`  ${trouble}`)
    return [
      { name: `AWS calls ${what}`, unit: '', figure: points },
      { name: '  struck before and after each of them, and with its answer lost', unit: '', figure: struck, promise: { of: 'figure', atLeast: Math.ceil(wanted * 0.85) }, note: `${wanted - struck} were not come to again` },
      { name: '  films that did not end right', unit: '', figure: ill.length, promise: { of: 'figure', atMost: 0 } },
    ]
  }
  return [...figures('of a film\'s way, from its announcement to ready', await wayToReady()), ...figures('of what a creator does to a film', await whatACreatorDoes())]
}
