import { expect, test } from 'vitest'
import { titleFromFile } from '../../../../web/src/features/videos/uploads/title-from-file.ts'

test.each([
  ['Glacier_talk_final.mov', 'Glacier talk final'],
  ['IMG_4410.MP4', 'IMG 4410'],
  ['the.long.thaw.mkv', 'the long thaw'],
  ['Version 1.2.mp4', 'Version 1.2'],
  ['.mp4', '.mp4'],
  [`${'a'.repeat(300)}.mp4`, 'a'.repeat(120)],
  ['line\nbreak\u202e.mp4', 'line break'],
])('%j becomes %j', (name, title) => expect(titleFromFile(name)).toBe(title))
