import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCreator, type Creator } from '../support/actors.ts'
import { changesSomething, nameOf, pointsOf, strikeAll, type Matrix } from '../support/kill-matrix.ts'
import { media } from '../support/media/media.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'

let house: OwnHouse, ana: Creator
beforeAll(async () => {
  house = await ownHouse()
  ana = await aCreator('Ana Creator', house.frontDoor)
})
afterAll(() => house.close())

/** The full matrix, before and after every call, reads too: `npm run bench -- kill-matrix`. */
test('a film ends right wherever its functions are killed after a call that changed something', async () => {
  const matrix: Matrix = { creator: ana, operator: house.operator, frontDoor: house.frontDoor, file: await media('tiny-clip') }
  const points = (await pointsOf(matrix)).filter(changesSomething)
  expect([...new Set(points.map(point => point.function.replace('playhouse-local-', '')))]).toEqual(expect.arrayContaining(['videos-api', 'videos-on-source-uploaded', 'videos-on-copy-asked', 'videos-on-job-changed', 'videos-on-storyboard-asked', 'outbox-on-table-change']))
  const strikes = await strikeAll(matrix, points.map(point => [point, 'kill-after']))
  const struck = strikes.filter(strike => strike.struck)
  console.log(`${points.length} points, ${struck.length} struck, ${struck.filter(({ trouble }) => !trouble).length} healed`)
  expect(strikes.flatMap(({ point, trouble }) => (trouble ? [`${nameOf(point)}: ${trouble}`] : []))).toEqual([])
  expect(struck.length).toBeGreaterThan(points.length * 0.8)
}, 300_000)
