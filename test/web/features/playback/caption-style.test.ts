import { expect, test } from 'vitest'
import { captionStyleIn } from '../../../../web/src/features/playback/player/caption-style.ts'

test('the look of captions is kept, and whatever else lies in the storage is the usual look', () => {
  expect(captionStyleIn('{"size":"huge","ground":"none"}')).toEqual({ size: 'huge', ground: 'none' })
  const usual = { size: 'medium', ground: 'soft' }
  for (const text of [undefined, '', 'null', '[]', '{"size":"enormous","ground":7}']) expect(captionStyleIn(text)).toEqual(usual)
})
