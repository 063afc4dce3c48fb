import { expect, test } from 'vitest'
import { nextStep } from '../../bin/demo/next-step.ts'

test('a demo film goes on from wherever an earlier start left it: no second one of its name, none left failed', () => {
  expect(nextStep(undefined)).toBe('announce')
  expect((['uploading', 'failed', 'checking', 'transcoding', 'ready'] as const).map(processing => nextStep({ processing }))).toEqual(['resume', 'retry', 'nothing', 'nothing', 'nothing'])
})
