import { expect, test } from 'vitest'
import { storyboardVtt } from '../../../../functions/videos/storyboard/storyboard-plan.ts'
import { spread, tilesIn } from '../../../../web/src/features/videos/tiles.ts'

test('every small picture of a storyboard is found on its sheet', () => {
  const tiles = tilesIn(storyboardVtt(101, { width: 160, height: 90 }, 5, 505), new URL('https://house.example/t/token/v/vid_1/2-ladder/storyboard.vtt'))
  expect(tiles).toHaveLength(101)
  expect(tiles[11]).toEqual({ url: '/t/token/v/vid_1/2-ladder/storyboard-0.jpg', left: 160, top: 90, width: 160, height: 90 })
  expect(tiles[100]!.url).toMatch(/storyboard-1\.jpg$/)
  expect(tilesIn('WEBVTT', new URL('https://house.example/'))).toEqual([])
})

test('a long film is shown by pictures from all of it, a short one by each that it has', () => {
  const shown = spread(Array.from({ length: 600 }, (_, at) => at))
  expect([shown.length, shown[0], shown.at(-1)]).toEqual([24, 0, 575])
  expect(spread([1, 2, 3])).toEqual([1, 2, 3])
  expect(spread([])).toEqual([])
})
