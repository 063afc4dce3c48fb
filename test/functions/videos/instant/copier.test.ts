/** The function that copies, as it is deployed, in runs that are each ended early. */
import { expect, onTestFinished, test } from 'vitest'
import { build } from '../../../../bin/build.ts'
import { copierBench } from '../../../bench/copier.ts'
import { media } from '../../../support/media/media.ts'

await build()

test('a film too long for one run is copied in several, each going on where the one before had to stop, and comes out as if it were one', async () => {
  const copier = await copierBench()
  onTestFinished(copier.stop)
  const film = await media('long-clip')
  const [whole, inParts] = [await copier.copy(film), await copier.copy(film, 7)]
  const named = ({ written }: typeof whole) => new Map([...written].map(([key, bytes]) => [key.split('/').at(-1)!, bytes] as const).sort(([a], [b]) => a.localeCompare(b)))
  expect(whole.runs).toBe(1)
  // Fifteen segments of picture and as many of sound; S3 here refuses to be given one twice.
  expect(inParts.runs).toBe(Math.ceil(30 / 7))
  expect(named(inParts)).toEqual(named(whole))
  expect([...named(whole).keys()].filter(name => /_\d+\.cmf/.test(name))).toHaveLength(30)
}, 60_000)
