import { beforeEach, expect, test, vi } from 'vitest'
import type * as Uploads from '../../../../web/src/features/videos/uploads/uploads.ts'

let uploads: typeof Uploads
let leaving: (event: { preventDefault(): void }) => void

beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('window', { addEventListener: (_type: string, listener: typeof leaving) => (leaving = listener) })
  uploads = await import('../../../../web/src/features/videos/uploads/uploads.ts')
})

test('leaving is held up while something is being sent, and not after', () => {
  const preventDefault = vi.fn()
  const key = uploads.addUpload('film.mp4', 100)
  leaving({ preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
  uploads.changeUpload(key, { state: 'sent' })
  leaving({ preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})

test('what was given up holds nobody up, and is not cleared away while it can be had back', () => {
  const preventDefault = vi.fn()
  uploads.changeUpload(uploads.addUpload('film.mp4', 100), { state: 'leaving' })
  leaving({ preventDefault })
  uploads.dropFinished()
  expect(preventDefault).not.toHaveBeenCalled()
  expect(uploads.currentUploads()).toHaveLength(1)
})

test('the time left is told only while bytes move', () => {
  const key = uploads.addUpload('film.mp4', 1000)
  const one = () => uploads.currentUploads().find(upload => upload.key === key)!
  expect(uploads.secondsLeft(one())).toBeNull()
  uploads.changeUpload(key, { state: 'sending', sent: 500, bytesPerSecond: 100 })
  expect(uploads.secondsLeft(one())).toBe(5)
  uploads.changeUpload(key, { state: 'paused' })
  expect(uploads.secondsLeft(one())).toBeNull()
})

test('what has arrived or failed may be cleared away; what moves stays', () => {
  const [first, second] = [uploads.addUpload('a.mp4', 1), uploads.addUpload('b.mp4', 1)]
  uploads.changeUpload(first!, { state: 'sent' })
  uploads.dropFinished()
  expect(uploads.currentUploads().map(({ key }) => key)).toEqual([second])
})
