import { expect, test } from 'vitest'
import { handle } from '../../../../functions/channels/contract.ts'
import { handleFromName } from '../../../../web/src/features/channels/handle-from-name.ts'

test.each([['Slow Machines', 'slow-machines'], ['Käthe & Jürgen', 'kathe-jurgen'], ['  --Night ferry--  ', 'night-ferry'], ['東京', '']])('%j is offered as %j', (name, offered) => expect(handleFromName(name)).toBe(offered))

test('what is offered for a long name is a handle', () => {
  expect(handle.safeParse(handleFromName('A very long name of a very quiet channel')).success).toBe(true)
})
