import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../web/public', name))
interface Icon { readonly src: string; readonly sizes: string; readonly type: string; readonly purpose: string }
const manifest = JSON.parse(file('manifest.webmanifest').toString()) as { icons: Icon[]; start_url: string; display: string }

/** Width and height of a PNG stand in its first chunk. */
const sizeOf = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`

test('the app can be installed: its icons are there, of the sizes they say, one of them to be masked', () => {
  const pictures = manifest.icons.filter(({ type }) => type === 'image/png')
  for (const { src, sizes } of pictures) {
    expect(file(src).subarray(1, 4).toString()).toBe('PNG')
    expect(sizeOf(file(src))).toBe(sizes)
  }
  expect(pictures.filter(({ purpose }) => purpose === 'any').map(({ sizes }) => sizes)).toEqual(['192x192', '512x512'])
  expect(pictures.filter(({ purpose }) => purpose === 'maskable')).toHaveLength(1)
  expect(manifest.display).toBe('standalone')
  expect(sizeOf(file('apple-touch-icon.png'))).toBe('180x180')
})
