import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rungsForSource } from '../../../../functions/videos/pipeline/rungs-for-source.ts'
import { sourceFromProbe, type Probed } from '../../../../functions/videos/pipeline/source-from-probe.ts'

const probe = (video: object, { audio = true, duration = 60, codec = 'AVC' } = {}): Probed => ({
  Container: { Format: 'mp4', Duration: duration, Tracks: [{ TrackType: 'video', Codec: codec, VideoProperties: { Width: 1920, Height: 1080, ...video } }, ...(audio ? [{ TrackType: 'audio', Codec: 'AAC' }] : [])] },
})

test('a film shot upright on a phone is as high as it is wide on its side', () => {
  expect(sourceFromProbe(probe({ Rotation: 90 }))).toMatchObject({ width: 1080, height: 1920, rotation: 90 })
  expect(sourceFromProbe(probe({ CodecMetadata: { Rotation: -90 } }))).toMatchObject({ width: 1080, height: 1920, rotation: 270 })
})
test('however it is turned, a film shows its picture upright, and on its side gets the same ladder with the sides exchanged', () => {
  const sides = fc.integer({ min: 32, max: 3840 })
  const aspects = fc.constantFrom({ Numerator: 1, Denominator: 1 }, { Numerator: 64, Denominator: 45 }, { Numerator: 8, Denominator: 9 })
  fc.assert(fc.property(sides, sides, aspects, fc.integer({ min: -8, max: 8 }), fc.boolean(), (Width, Height, SampleAspectRatio, quarters, isOfTheCodec) => {
    const Rotation = quarters * 90
    const upright = sourceFromProbe(probe({ Width, Height, SampleAspectRatio }))
    const turned = sourceFromProbe(probe({ Width, Height, SampleAspectRatio, ...(isOfTheCodec ? { CodecMetadata: { Rotation } } : { Rotation }) }))
    if ('refusal' in upright || 'refusal' in turned) return void expect(turned).toEqual(upright)
    const exchanged = quarters % 2 !== 0
    const sidesOf = ({ width, height }: { width: number; height: number }, exchange: boolean) => (exchange ? { width: height, height: width } : { width, height })
    expect(sidesOf(turned, exchanged)).toEqual(sidesOf(upright, false))
    expect((turned.rotation - Rotation) % 360 + 0).toBe(0)
    expect(rungsForSource(turned).map(rung => ({ ...rung, ...sidesOf(rung, exchanged) }))).toEqual(rungsForSource(upright))
  }))
})
test('pixels that are not square are made square', () => {
  expect(sourceFromProbe(probe({ Width: 720, Height: 576, SampleAspectRatio: { Numerator: 64, Denominator: 45 } }))).toMatchObject({ width: 1024, height: 576 })
})
test.each([['ARIB_B67', true], ['SMPTE_2084', true], ['ITU_709', false], [undefined, false]])('colours by %s are for bright screens: %s', (TransferCharacteristics, highDynamicRange) => {
  expect(sourceFromProbe(probe({ TransferCharacteristics }))).toMatchObject({ highDynamicRange })
  expect(sourceFromProbe(probe({ CodecMetadata: { TransferCharacteristics } }))).toMatchObject({ highDynamicRange })
})
test('sound is noticed, and its absence', () => {
  expect(sourceFromProbe(probe({}))).toMatchObject({ hasAudio: true, audioCodec: 'AAC' })
  expect(sourceFromProbe(probe({}, { audio: false }))).toMatchObject({ hasAudio: false, audioCodec: null })
})
test.each([
  ['a file without tracks is no film', {}, 'not_a_film'],
  ['sound alone has no picture', { Container: { Duration: 3, Tracks: [{ TrackType: 'audio', Codec: 'AAC' }] } }, 'no_picture'],
  ['a photo is no film', probe({}, { audio: false, duration: 0.04, codec: 'MJPEG' }), 'not_a_film'],
  ['a film without length is too short', probe({}, { duration: 0 }), 'too_short'],
  ['a picture as high as a line of text is too small', probe({ Width: 64, Height: 24 }), 'too_small_picture'],
  ['a picture of ten thousand pixels is too large', probe({ Width: 10_000 }), 'too_large_picture'],
])('%s', (_, probed, refusal) => {
  expect(sourceFromProbe(probed as Probed)).toEqual({ refusal })
})
test('whatever a probe says, the answer is a source with a size and a length, or a refusal', () => {
  const anyProbe = fc.record({ Container: fc.option(fc.record({
    Duration: fc.option(fc.double({ min: -10, max: 1e6, noNaN: true }), { nil: undefined }),
    Tracks: fc.array(fc.record({ TrackType: fc.constantFrom('video', 'audio', 'data'), Codec: fc.constantFrom('AVC', 'MJPEG', 'AAC'), VideoProperties: fc.option(fc.record({ Width: fc.integer({ min: 0, max: 20_000 }), Height: fc.integer({ min: 0, max: 20_000 }), Rotation: fc.integer({ min: -720, max: 720 }) }), { nil: undefined }) })),
  }), { nil: undefined }) })
  fc.assert(fc.property(anyProbe, probed => {
    const source = sourceFromProbe(probed as Probed)
    if ('refusal' in source) return
    expect(source.width > 0 && source.height > 0 && source.durationSeconds > 0 && Math.max(source.width, source.height) <= 8192).toBe(true)
  }))
})
