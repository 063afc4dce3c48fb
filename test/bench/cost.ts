/** What the control plane of a view costs by the price table, from operations counted in this run; the functions' time is this machine's. */
import { countOperations } from '../../bin/cost/counted-house.ts'
import { priced, times, total, type Usage } from '../../bin/cost/price-of-usage.ts'
import { heartbeatsIn, viewOf } from '../../bin/cost/what-it-costs.ts'
import { media } from '../support/media/media.ts'
import { aHouse } from './a-house.ts'
import type { Figure } from './report.ts'

const tenMinutes = 600
const dollars = (usage: Usage) => total(priced(times(usage, 1000)))

export async function measure(): Promise<Figure[]> {
  const house = await aHouse()
  try {
    const counted = await countOperations(house.address, await media('short-clip'))
    return [
      { name: '1,000 views of ten minutes, all but delivery', unit: '$', figure: dollars(viewOf(counted, tenMinutes)), promise: { of: 'figure', atMost: 0.05 }, note: `${heartbeatsIn(tenMinutes)} heartbeats each` },
      { name: '  of these: opening and starting the film', unit: '$', figure: dollars(counted.opening) },
      { name: '  of these: heartbeats', unit: '$', figure: dollars(times(counted.heartbeat, heartbeatsIn(tenMinutes))) },
      { name: '  of these: a place in the film\'s number', unit: '$', figure: dollars(counted.view) },
    ]
  } finally {
    await house.stop()
  }
}
