import { expect, test } from 'vitest'
import type { Video } from '../../../../functions/videos/contract.ts'
import { wayOut } from '../../../../web/src/features/videos/way-out.ts'

const film = (code: string | null, mine = true) => ({ mine, progress: { stage: 'done', percent: 100, reason: code === null ? null : { code, message: '' } } }) as Pick<Video, 'mine' | 'progress'>

test('one\'s own film that says why something went wrong can be tried again, unless only another file would help', () => {
  for (const code of ['only_one_quality', 'took_too_long', 'transcode_failed']) expect(wayOut(film(code)), code).toBe('try-again')
  for (const code of ['not_a_film', 'no_picture', 'source_missing', 'too_long']) expect(wayOut(film(code)), code).toBe('send-another')
  for (const other of [film(null), film('only_one_quality', false), film('not_a_film', false), { mine: false, progress: null }]) expect(wayOut(other)).toBeNull()
})
