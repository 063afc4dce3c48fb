import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname

test('a run whose tests pass and whose teardown fails has failed, and says why', async () => {
  const { code, out } = await new Promise<{ code: unknown; out: string }>(ended =>
    execFile(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, 'run', '--root', `${root}test/support/failing-teardown`], (error, stdout, stderr) => ended({ code: error?.code ?? 0, out: stdout + stderr })))
  expect(out).toMatch(/1 passed/)
  expect(out).toContain('The run fails, whatever its tests say. A grant was never exercised.')
  expect(code).toBe(1)
}, 120_000)
