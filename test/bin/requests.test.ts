/** What the bench counts may not wait for the bench: requests to DynamoDB by the busiest routes, from the bundles that deploy. */
import { expect, test } from 'vitest'
import { build } from '../../bin/build.ts'
import { verdictOf } from '../bench/report.ts'
import { measure } from '../bench/requests.ts'

await build()

test('a film costs one read signed out and one batch signed in, a page one query, a heartbeat one write', async () => {
  const figures = await measure()
  expect(figures.length).toBeGreaterThan(4)
  expect(figures.filter(figure => verdictOf(figure) !== 'kept').map(({ name, note }) => `${name}: ${note}`)).toEqual([])
}, 120_000)
