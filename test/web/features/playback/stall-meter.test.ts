import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StallMeter } from '../../../../web/src/features/playback/player/stall-meter.ts'

test('a wait counts once, for as long as it lasts', () => {
  const meter = new StallMeter()
  meter.wait(1000)
  meter.wait(1200)
  meter.goOn(2500)
  expect(meter.take(9000)).toEqual({ count: 1, seconds: 1.5 })
  expect(meter.take(9000)).toBeNull()
})
test('a wait that lasts over a report is one wait, told in parts', () => {
  const meter = new StallMeter()
  meter.wait(0)
  expect(meter.take(4000)).toEqual({ count: 1, seconds: 4 })
  meter.goOn(5000)
  expect(meter.take(6000)).toEqual({ count: 0, seconds: 1 })
})
test('reports add up to what was waited, wherever they fall', () => {
  const step = fc.record({ does: fc.constantFrom('wait', 'goOn', 'take'), after: fc.integer({ min: 0, max: 5000 }) })
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), steps => {
    const meter = new StallMeter()
    let at = 0, since: number | null = null, waited = 0, waits = 0, told = 0, counted = 0
    const take = () => {
      const report = meter.take(at)
      told += report?.seconds ?? 0
      counted += report?.count ?? 0
    }
    for (const { does, after } of steps) {
      at += after
      if (does === 'take') take()
      else if (does === 'wait') {
        meter.wait(at)
        if (since === null) { since = at; waits++ }
      } else {
        meter.goOn(at)
        if (since !== null) waited += at - since
        since = null
      }
    }
    if (since !== null) waited += at - since
    take()
    expect(counted).toBe(waits)
    expect(told * 1000).toBeCloseTo(waited, 3)
  }))
})
