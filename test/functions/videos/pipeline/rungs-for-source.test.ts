import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jobSettings } from '../../../../functions/videos/pipeline/job-settings.ts'
import { firstRung, rungsForSource } from '../../../../functions/videos/pipeline/rungs-for-source.ts'
import { sourceFromProbe, type Probed } from '../../../../functions/videos/pipeline/source-from-probe.ts'
import { tilesCanBeMade } from '../../../../functions/videos/storyboard/storyboard-plan.ts'
import { outputShape, refuseImpossible } from '../../../../local/mediaconvert/engine/frame-size.ts'

const names = (width: number, height: number) => rungsForSource({ width, height }).map(rung => rung.name)
const pictures = fc.record({ width: fc.integer({ min: 16, max: 8192 }), height: fc.integer({ min: 16, max: 8192 }) })

test('a 1080p film gets the whole ladder', () => {
  expect(names(1920, 1080)).toEqual(['1080p', '720p', '540p', '360p', '240p', '144p'])
})
test('a 4K film gets no more than 1080p', () => {
  expect(names(3840, 2160)[0]).toBe('1080p')
})
test('a phone held upright keeps its shape', () => {
  expect(rungsForSource({ width: 1080, height: 1920 })[0]).toMatchObject({ name: '1080p', width: 1080, height: 1920 })
})
test('a film between two steps keeps its own size on top', () => {
  expect(names(1600, 900)).toEqual(['900p', '720p', '540p', '360p', '240p', '144p'])
})
test('a film just above a step gains no rung of its own', () => {
  expect(names(1312, 738)).toEqual(['720p', '540p', '360p', '240p', '144p'])
})
test('a film smaller than every step has one rung, its own', () => {
  expect(names(160, 120)).toEqual(['120p'])
  expect(firstRung(rungsForSource({ width: 160, height: 120 }))).toBeNull()
})
test('360p plays first, or the nearest below', () => {
  expect(firstRung(rungsForSource({ width: 1920, height: 1080 }))?.name).toBe('360p')
  expect(firstRung(rungsForSource({ width: 426, height: 240 }))?.name).toBe('240p')
})
test('nothing is upscaled, every side is even, the best comes first, the shape is kept', () => {
  fc.assert(fc.property(pictures, ({ width, height }) => {
    const rungs = rungsForSource({ width, height })
    expect(rungs.length).toBeGreaterThan(0)
    for (const rung of rungs) {
      expect(rung.width).toBeLessThanOrEqual(width)
      expect(rung.height).toBeLessThanOrEqual(height)
      expect(rung.width % 2 + rung.height % 2).toBe(0)
      // An even side may be off by two pixels from the exact shape.
      expect(Math.abs(rung.width / rung.height - width / height)).toBeLessThanOrEqual(width / height * (2.5 / Math.min(rung.width, rung.height)))
    }
    const shorts = rungs.map(rung => Math.min(rung.width, rung.height))
    expect(shorts).toEqual([...new Set(shorts)].sort((a, b) => b - a))
    expect(Math.max(...shorts)).toBeLessThanOrEqual(1080)
    expect(rungs.map(rung => rung.maxBitrate)).toEqual(rungs.map(rung => rung.maxBitrate).sort((a, b) => b - a))
  }))
})
test('a very wide or very tall film gets its rungs lower, so that the encoder takes their long side', () => {
  expect(rungsForSource({ width: 8192, height: 1000 })[0]).toMatchObject({ name: '500p', width: 4096, height: 500 })
  expect(rungsForSource({ width: 400, height: 8000 })[0]).toMatchObject({ name: '204p', width: 204, height: 4080 })
  fc.assert(fc.property(pictures, source => {
    for (const { width, height } of rungsForSource(source)) expect(Math.max(width, height)).toBeLessThanOrEqual(4096)
  }))
})
test('whatever is asked for of any film that is taken, MediaConvert makes: no side under 32 pixels, none over 4096', () => {
  const sides = fc.integer({ min: 32, max: 8192 })
  fc.assert(fc.property(sides, sides, (width, height) => {
    const source = sourceFromProbe({ Container: { Duration: 10, Tracks: [{ TrackType: 'video', VideoProperties: { Width: width, Height: height } }] } } as Probed)
    if ('refusal' in source) {
      expect([source.refusal, Math.max(width, height) / Math.min(width, height) > 120]).toEqual(['too_small_picture', true])
      return
    }
    const order = { videoId: 'v', ownerId: 'o', kind: 'ladder', ahead: 0, source, rungs: rungsForSource(source), input: 's3://a/b', output: 's3://a/c/', language: 'en', withPoster: true, token: 't', roleArn: 'r', queueArn: 'q' } as const
    const { Settings } = jobSettings({ ...order, ...(tilesCanBeMade(source) && { tileEverySeconds: 1 }) })
    for (const { VideoDescription } of Settings!.OutputGroups!.flatMap(({ Outputs = [] }) => Outputs)) {
      const shape = outputShape(source, { width: VideoDescription!.Width ?? null, height: VideoDescription!.Height ?? null, behaviour: 'fit' })
      expect(() => refuseImpossible(shape, 'film')).not.toThrow()
    }
  }))
})
test('the local MediaConvert fails a job whose other side, which follows from the shape, would be too small or too large', () => {
  expect(() => refuseImpossible(outputShape({ width: 1000, height: 100 }, { width: 160, height: null, behaviour: 'fit' }), 'still')).toThrow('160x16')
  expect(() => refuseImpossible(outputShape({ width: 8000, height: 1000 }, { width: null, height: 1000, behaviour: 'fit' }), 'film')).toThrow('8000x1000')
})
test('the first rung is one of the ladder', () => {
  fc.assert(fc.property(pictures, source => {
    const rungs = rungsForSource(source)
    const first = firstRung(rungs)
    expect(rungs.length > 1 ? rungs.includes(first!) : first === null).toBe(true)
  }))
})
