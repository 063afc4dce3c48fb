import { expect, test } from 'vitest'
import { alarmSeen, inOrder } from '../../../functions/system/alarms.ts'

const alarm = (AlarmName: string, StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA', at: string) => alarmSeen({
  AlarmName, StateValue, StateReason: 'So it is.', StateUpdatedTimestamp: Date.parse(at) / 1000, AlarmDescription: 'Nobody can sign in. See docs/runbook.md#sign-ins-fail',
}, 'playhouse-dev-')

test('an alarm says whom it is about, and where help is written', () => {
  expect(alarm('playhouse-dev-observability-SignInsFail1A2B', 'ALARM', '2026-11-20T10:00:00.000Z')).toEqual({
    name: 'observability-SignInsFail1A2B', state: 'alarm', since: '2026-11-20T10:00:00.000Z', reason: 'So it is.', whoIsHurt: 'Nobody can sign in.', article: 'sign-ins-fail',
  })
})
test('those that ring stand first, then those nobody knows of, the latest change first', () => {
  const alarms = [alarm('a', 'OK', '2026-11-20T10:00:00Z'), alarm('b', 'ALARM', '2026-11-20T09:00:00Z'), alarm('c', 'INSUFFICIENT_DATA', '2026-11-20T10:00:00Z'), alarm('d', 'ALARM', '2026-11-20T10:00:00Z')]
  expect(inOrder(alarms).map(({ name }) => name)).toEqual(['d', 'b', 'c', 'a'])
})
