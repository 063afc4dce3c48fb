/**
 * Functions are killed after every call that changed something; on each film's way one call of each function, so that it takes
 * few films. Every call by itself, before and after it, reads too: `npm run bench -- kill-matrix`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignedIn } from '../../bin/journey/house.ts'
import { aCreator, aStaffMember, until } from '../support/actors.ts'
import { changesSomething, nameOf, oneOfEachFunction, pointsOf, strikeAll, type FilmPoint, type Matrix, type Strike } from '../support/kill-matrix.ts'
import { passAll, pointsOfStation, type Passage } from '../support/kill-stations.ts'
import { media } from '../support/media/media.ts'
import { atRest, leftOfFilms, nothingLiesAbout } from '../support/orphans.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { aSubject, stations, type Subject } from '../support/stations.ts'

let house: OwnHouse, ada: SignedIn
beforeAll(async () => {
  house = await ownHouse()
  ada = await aStaffMember('admin', 'Ada Admin', house.frontDoor, house.operator)
})
afterAll(() => house.close())

const sum = (all: readonly { readonly struck: number }[]) => all.reduce((total, { struck }) => total + struck, 0)
const short = (points: readonly { function: string }[]) => [...new Set(points.map(point => point.function.replace('playhouse-local-', '')))]

test('a film ends right wherever its functions are killed after a call that changed something, or are not told of its effect', async () => {
  const ana = await aCreator('Ana Creator', house.frontDoor)
  const matrix = { creator: ana, operator: house.operator, frontDoor: house.frontDoor }
  const copied: Matrix = { ...matrix, file: await media('tiny-clip') }
  const encoded: Matrix = { ...matrix, file: await media('tiny-webm') }
  const [points, ofEncoded] = (await Promise.all([copied, encoded].map(pointsOf))).map(found => found.filter(changesSomething)) as [FilmPoint[], FilmPoint[]]
  expect(short(points)).toEqual(expect.arrayContaining(['videos-api', 'videos-on-source-uploaded', 'videos-on-copy-asked', 'videos-on-job-changed', 'videos-on-storyboard-asked', 'outbox-on-table-change']))
  // What is on the way of a film that cannot be copied, and not on the other's: its first quality.
  const known = new Set(points.map(nameOf))
  const more = ofEncoded.filter(point => /source-uploaded|job-changed/.test(point.function) && !known.has(nameOf(point)))
  expect(more.map(({ operation }) => operation)).toContain('mediaconvert:CreateJob')
  const after = (found: readonly FilmPoint[]) => oneOfEachFunction(found, ({ phase }) => phase).map((together): Strike => ({ points: together, variant: 'kill-after' }))
  // And wherever an answer is lost: of some calls here, since each is waited for.
  const unanswered: Strike = { points: after(points).slice(1, 3).flatMap(strike => strike.points).filter(({ operation }) => operation.startsWith('dynamodb:')), variant: 'unanswered' }
  const strikes = (await Promise.all([strikeAll(copied, [unanswered, ...after(points)], 4), strikeAll(encoded, after(more), 2)])).flat()
  const struck = sum(strikes)
  console.log(`${points.length} points and ${more.length} of a film that cannot be copied, ${struck} struck with ${strikes.length} films`)
  expect(strikes.flatMap(({ trouble }) => trouble ?? [])).toEqual([])
  expect(struck).toBeGreaterThan((points.length + more.length) * 0.6)
}, 300_000)

// Last: the house's clock does not go back.
test('what a creator does to a film comes true wherever functions are killed after a call that changed something, and nothing is left behind', async () => {
  const { operator, frontDoor } = house
  const made: string[] = []
  const subjects: Subject[] = []
  const file = await media('tiny-clip')
  const another = async (): Promise<Subject> => {
    const subject = await aSubject(await aCreator('Eve Creator', frontDoor), { operator, frontDoor, file })
    made.push(subject.id)
    return subject
  }
  const passages = (await Promise.all(stations({ operator, frontDoor, admin: ada, file }).map(async station => {
    const subject = await another()
    const points = (await pointsOfStation(operator, station, subject)).filter(changesSomething)
    if (!station.isLast) subjects.push(subject)
    return oneOfEachFunction(points, ({ about }) => about).map((together): Passage => ({ station, points: together, variant: 'kill-after' }))
  }))).flat()
  const [last, before] = [passages.filter(({ station }) => station.isLast), passages.filter(({ station }) => !station.isLast)]

  const passed = await passAll(operator, before, { subjects, another }, subjects.length)
  await nothingLiesAbout(operator, ada, subjects)
  passed.push(...await passAll(operator, last, { subjects, another }, last.length))
  await atRest(operator)

  const points = passages.reduce((total, passage) => total + passage.points.length, 0)
  const struck = sum(passed)
  console.log(`${points} points, ${struck} struck in ${passages.length} passages`)
  expect(passed.flatMap(({ trouble }) => trouble ?? [])).toEqual([])
  expect(struck).toBeGreaterThan(points * 0.7)
  // An upload that was opened for a film that never came to know of it is the bucket's to abort.
  await operator.advanceClock(8 * 24 * 3600)
  const gone = made.filter(id => !subjects.some(subject => subject.id === id))
  expect(gone.length).toBeGreaterThanOrEqual(last.length)
  await until('nothing to be left of films that have gone', async () => (await leftOfFilms(operator, gone)).length === 0)
}, 400_000)
