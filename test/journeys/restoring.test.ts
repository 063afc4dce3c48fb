import { afterAll, beforeAll, expect, test } from 'vitest'
import { rehearse } from '../../bin/restore/rehearse.ts'
import { media } from '../support/media/media.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'

let house: OwnHouse
beforeAll(async () => { house = await ownHouse() })
// Its grants name tables that no other house has.
afterAll(() => house.close({ keepingLedger: false }))

/** `npm run rehearse-restore` does the same and tells of it. */
test('a house whose table was spoilt goes on as it was a second before', async () => {
  const steps: string[] = []
  await rehearse({
    frontDoor: house.frontDoor,
    client: house.operator.client,
    async restart() {
      await house.killAll()
      await house.startAgain()
    },
  }, await media('short-clip'), async (name, run) => {
    steps.push(name)
    return run()
  })
  expect(steps.at(-1)).toBe('a new film goes all the way')
  expect((await house.operator.see('iam') as { denied: { message: string }[] }).denied).toEqual([])
})
