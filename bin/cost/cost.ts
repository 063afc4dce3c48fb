/** `npm run cost [-- --stage dev]`: what 1,000 uploads, 1,000 views and an idle month cost, from operations counted in a run of now. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { aHouse } from '../../test/bench/a-house.ts'
import { media } from '../../test/support/media/media.ts'
import { build } from '../build.ts'
import { root } from '../hash-of.ts'
import { synth } from '../synth.ts'
import { countOperations } from './counted-house.ts'
import { idleMonthOf } from './idle-month.ts'
import { priced, times, total, type Usage } from './price-of-usage.ts'
import { pricedOn, prices } from './prices.ts'
import { deliveryOf, heartbeatsIn, minuteOfHd, uploadOf, viewOf } from './what-it-costs.ts'

const { values: { stage } } = parseArgs({ options: { stage: { type: 'string', default: 'dev' } } })
const dollars = (usd: number) => `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`

function tell(title: string, usage: Usage): void {
  const items = priced(usage).filter(({ usd }) => usd > 0)
  console.log(`\n${title}: ${dollars(total(items))}`)
  for (const { meter, amount, usd } of items.filter(({ usd }) => usd > total(items) / 500)) {
    console.log(`  ${dollars(usd).padStart(10)}  ${meter.padEnd(34)} ${Math.round(amount).toLocaleString('en').padStart(16)}  × ${prices[meter]!.per}${prices[meter]!.source === 'memory' ? '  (price from memory)' : ''}`)
  }
}

await build()
const assembly = join(root, 'build/cost-assembly')
await synth(stage, assembly)
const templates = readdirSync(assembly).filter(file => file.endsWith('.template.json')).map(file => JSON.parse(readFileSync(join(assembly, file), 'utf8')))
const house = await aHouse()
try {
  const counted = await countOperations(house.address, await media('short-clip'))
  console.log(`Prices of ${pricedOn}, us-east-1, without free tiers. Function time is this machine's.`)
  tell('1,000 uploads of a minute in 1080p', times(uploadOf(counted, minuteOfHd), 1000))
  tell(`1,000 views of ten minutes, without delivery (${heartbeatsIn(600)} heartbeats each)`, times(viewOf(counted, 600), 1000))
  tell('… and their delivery at 3 Mbps', times(deliveryOf(600, 3), 1000))
  tell(`A month in which nobody comes to ${stage}`, idleMonthOf(templates))
} finally {
  await house.stop()
}
