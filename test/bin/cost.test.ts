import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../bin/build.ts'
import { countOperations, type Counted } from '../../bin/cost/counted-house.ts'
import { idleMonthOf } from '../../bin/cost/idle-month.ts'
import { between, billedMeter, priced, sum, times, total, type Usage } from '../../bin/cost/price-of-usage.ts'
import { deliveryOf, encodingOf, minuteOfHd, uploadOf, viewOf } from '../../bin/cost/what-it-costs.ts'
import { aHouse, type BenchHouse } from '../bench/a-house.ts'
import { synthesized } from '../lib/synthesized.ts'
import { media } from '../support/media/media.ts'

const dollars = (usage: Usage) => total(priced(usage))
/** This machine may be ten times slower than Lambda today; what a function's time costs is the bench's business. */
const steady = (usage: Usage): Usage => ({ ...usage, 'lambda.gb-seconds': 0 })

describe('from usage to dollars', () => {
  test('what lies between two readings is priced by meter, the dearest first', () => {
    const used = between({ 'httpapi.requests': 5 }, { 'httpapi.requests': 1_000_005, 'dynamodb.write-units': 2_000_000 })
    expect(priced(used)).toEqual([{ meter: 'dynamodb.write-units', amount: 2_000_000, usd: 1.25 }, { meter: 'httpapi.requests', amount: 1_000_000, usd: 1 }])
  })
  test('calls that AWS bills together are counted together; free ones not at all', () => {
    expect(priced({ 'cloudfront-keyvaluestore.PutKey': 500, 'cloudfront-keyvaluestore.DescribeKeyValueStore': 500, 'cognito-idp.AdminInitiateAuth': 9 })).toEqual([{ meter: 'cloudfront-keyvaluestore.requests', amount: 1000, usd: 1 }])
  })
  test('a counter that nobody has thought about is no free one', () => {
    expect(() => billedMeter('mediastore.PutObject')).toThrow('Nobody has said what "mediastore.PutObject" costs')
  })
  test('delivery of ten minutes at 3 Mbps is 225 MB', () => {
    expect(deliveryOf(600, 3)['cloudfront.bytes']).toBe(225e6)
  })
})

describe('counted on a local cloud', () => {
  let house: BenchHouse
  let counted: Counted
  beforeAll(async () => {
    await build()
    house = await aHouse()
    counted = await countOperations(house.address, await media('short-clip'))
  }, 300_000)
  afterAll(() => house.stop())

  test('everything that was used has a price', () => {
    for (const counter of Object.keys(sum(counted.upload, counted.opening, counted.heartbeat, counted.view))) expect(() => billedMeter(counter)).not.toThrow()
  })
  test('a heartbeat is one write and no read', () => {
    expect(counted.heartbeat['dynamodb.write-units']).toBeCloseTo(1, 1)
    expect(counted.heartbeat['dynamodb.read-units'] ?? 0).toBe(0)
    expect(dollars(steady(times(counted.heartbeat, 1000)))).toBeLessThan(0.006)
  })
  test('a view is two writes in one transaction when it is earned, and one more with its index when it is counted', () => {
    // 2 items, an index entry, each at the double price of transactions; then the item, its index entry, and a share of the film's number.
    expect(counted.view['dynamodb.write-units']).toBeGreaterThan(5)
    expect(counted.view['dynamodb.write-units']).toBeLessThan(12)
    expect(dollars(steady(times(counted.view, 1000)))).toBeLessThan(0.01)
  })
  test('opening and starting a thousand films costs less than two cents', () => {
    expect(dollars(steady(times(counted.opening, 1000)))).toBeLessThan(0.02)
  })
  test('the control plane of a thousand views of ten minutes costs five cents at most', () => {
    expect(dollars(steady(times(viewOf(counted, 600), 1000)))).toBeLessThanOrEqual(0.05)
  })
  test('a view of ten minutes costs two cents, nearly all of it delivery', () => {
    expect(dollars(deliveryOf(600, 3))).toBeLessThan(0.021)
    expect(dollars(steady(viewOf(counted, 600))) / dollars(deliveryOf(600, 3))).toBeLessThan(0.03)
  })
  test('an upload of a minute in 1080p costs less than eight cents, all but half a cent of it encoding', () => {
    const upload = steady(uploadOf(counted, minuteOfHd))
    expect(dollars(upload)).toBeLessThan(0.08)
    expect(dollars(Object.fromEntries(Object.entries(upload).filter(([meter]) => !meter.startsWith('mediaconvert.'))))).toBeLessThan(0.005)
  })
  test('the rule for what encoding costs is what a real job did', () => {
    const { 'mediaconvert.sd-minutes': minutes, 's3.PutObject': objects } = counted.upload
    const rule = encodingOf({ width: 320, height: 180, durationSeconds: 0.4, framesPerSecond: 30, rotation: 0, hasAudio: true, videoCodec: 'AVC', audioCodec: 'AAC', container: 'mp4' })
    expect(minutes).toBeCloseTo(rule['mediaconvert.sd-minutes']!, 5)
    expect(objects).toBeGreaterThanOrEqual(rule['s3.PutObject']! * 0.8)
    expect(objects).toBeLessThanOrEqual(rule['s3.PutObject']! * 1.5 + 10)
  })
})

test('a month in which nobody comes costs less than 26 dollars', async () => {
  const resources = await synthesized({ stage: 'dev' })
  const month = idleMonthOf([{ Resources: Object.fromEntries(resources.map(({ stack, id, type, properties }) => [`${stack}/${id}`, { Type: type, Properties: properties }])) }])
  expect(month['month.alarms']).toBeGreaterThan(20)
  expect(dollars(month)).toBeLessThan(26)
}, 60_000)
