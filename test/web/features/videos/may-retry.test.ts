import { expect, test } from 'vitest'
import type { Video } from '../../../../functions/videos/contract.ts'
import { mayRetry } from '../../../../web/src/features/videos/may-retry.ts'

const film = (code: string | null, mine = true) => ({ mine, progress: { stage: 'done', percent: 100, reason: code === null ? null : { code, message: '' } } }) as Pick<Video, 'mine' | 'progress'>

test('what can be tried again is one\'s own film that says why something went wrong, unless only another file would help', () => {
  expect(['only_one_quality', 'took_too_long', 'transcode_failed'].map(code => mayRetry(film(code)))).toEqual([true, true, true])
  expect([film(null), film('source_missing'), film('too_long'), film('only_one_quality', false), { mine: false, progress: null }].map(mayRetry)).toEqual([false, false, false, false, false])
})
