import { once } from 'node:events'
import { crc32, createDeflate, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { decodePicture } from '../../../../functions/platform/pixels/decode-picture.ts'

const MB = 1024 ** 2
const chunk = (type: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
const header = (side: number, { interlaced = false, depth = 8, colours = 6 } = {}) => {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(side, 0)
  data.writeUInt32BE(side, 4)
  data.set([depth, colours, 0, 0, interlaced ? 1 : 0], 8)
  return chunk('IHDR', data)
}
const png = (...chunks: Buffer[]) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, chunk('IEND', Buffer.alloc(0))])
const whole = (side: number) => deflateSync(Buffer.alloc(side * (side * 4 + 1)))

/** Half a gigabyte of zeros in half a megabyte, packed piece by piece so that the test itself needs no memory for it. */
async function bomb(): Promise<Buffer> {
  const deflate = createDeflate()
  const packed: Buffer[] = []
  deflate.on('data', piece => packed.push(piece))
  for (let piece = 0; piece < 512; piece++) if (!deflate.write(Buffer.alloc(MB))) await once(deflate, 'drain')
  deflate.end()
  await once(deflate, 'end')
  return Buffer.concat(packed)
}

test('an interlaced PNG is read like any other', async () => {
  // The seven passes of 2 × 2 pixels: four of them hold nothing, the rest one row of one, one and two pixels.
  const pixel = [10, 20, 30, 255]
  const passes = deflateSync(Buffer.from([0, ...pixel, 0, ...pixel, 0, ...pixel, ...pixel]))
  const decoded = await decodePicture(png(header(2, { interlaced: true }), chunk('IDAT', passes)), 'png')
  expect([...decoded!.data]).toEqual([...pixel, ...pixel, ...pixel, ...pixel])
})

test.each([['interlaced', true], ['plain', false]])('a small %s PNG that unpacks to half a gigabyte is broken, and takes no memory', async (_, interlaced) => {
  const sent = png(header(100, { interlaced }), chunk('IDAT', await bomb()))
  expect(sent.length).toBeLessThan(MB)
  const peakKB = process.resourceUsage().maxRSS
  const decoded = await decodePicture(sent, 'png')
  expect((process.resourceUsage().maxRSS - peakKB) / 1024).toBeLessThan(100)
  if (interlaced) expect(decoded).toBeNull()
})

test('a second header, larger than the one that was looked at, is not believed', async () => {
  expect(await decodePicture(png(header(100), header(10_000), chunk('IDAT', whole(100))), 'png')).toBeNull()
})

test('what pngjs writes is taken as it is, and what breaks off is broken', async () => {
  const written = PNG.sync.write(new PNG({ width: 30, height: 20 }))
  expect(await decodePicture(written, 'png')).toMatchObject({ width: 30, height: 20 })
  for (const length of [40, 60, written.length - 1]) expect(await decodePicture(written.subarray(0, length), 'png')).toBeNull()
})
