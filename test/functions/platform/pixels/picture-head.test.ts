import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { pictureHead } from '../../../../functions/platform/pixels/picture-head.ts'

const png = (width: number, height: number) => PNG.sync.write(new PNG({ width, height }))
/** SOI, a comment, fill bytes, and a progressive start of frame. */
const jpeg = (width: number, height: number, comment = 'taken at home') => {
  const frame = Buffer.from([0xff, 0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3])
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2]), Buffer.from(comment), frame])
}
const riff = (chunk: string, body: number[]) => Buffer.concat([Buffer.from('RIFF????WEBP'), Buffer.from(chunk), Buffer.from([0, 0, 0, 0]), Buffer.from(body)])

describe('a picture says its kind and its size in its first bytes', () => {
  test('PNG', () => expect(pictureHead(png(300, 20))).toEqual({ type: 'png', width: 300, height: 20 }))
  test('JPEG, behind whatever stands before its frame', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 1, max: 65535 }), fc.string({ unit: 'binary-ascii', maxLength: 200 }),
      (width, height, comment) => { expect(pictureHead(jpeg(width, height, comment))).toEqual({ type: 'jpeg', width, height }) }))
  })
  test('WebP, lossy, lossless and extended', () => {
    expect(pictureHead(riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]))).toEqual({ type: 'webp', width: 320, height: 240 })
    expect(pictureHead(riff('VP8L', [0x2f, 0x3f, 0xc1, 0x3b, 0x00]))).toEqual({ type: 'webp', width: 320, height: 240 })
    expect(pictureHead(riff('VP8X', [0, 0, 0, 0, 0x3f, 0x01, 0, 0xef, 0, 0]))).toEqual({ type: 'webp', width: 320, height: 240 })
  })
})

describe('no picture', () => {
  test('an animation', () => expect(pictureHead(riff('VP8X', [2, 0, 0, 0, 0x3f, 0x01, 0, 0xef, 0, 0]))).toBeNull())
  test.each(['GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', ''])('%s', text => expect(pictureHead(Buffer.from(text))).toBeNull())
  test('one without size', () => expect(pictureHead(jpeg(0, 10))).toBeNull())
  test('one that breaks off', () => {
    for (let length = 0; length < 24; length++) expect(pictureHead(png(10, 10).subarray(0, length))).toBeNull()
  })
  test('whatever else there is, it is an answer and no failure', () => {
    const beginnings = fc.constantFrom(Buffer.alloc(0), Buffer.from([0xff, 0xd8]), Buffer.from('RIFF????WEBPVP8X'), Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    fc.assert(fc.property(beginnings, fc.uint8Array({ maxLength: 400 }), (beginning, rest) => { pictureHead(Buffer.concat([beginning, rest])) }))
  })
})
