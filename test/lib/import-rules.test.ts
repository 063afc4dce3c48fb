import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname

/** File, what it imports, and whether that is allowed. */
const cases: [file: string, imports: string, allowed: boolean][] = [
  ['functions/videos/contract.ts', 'zod', true],
  ['functions/videos/contract.ts', '../auth/contract.ts', true],
  ['functions/videos/contract.ts', '../platform/errors.ts', false],
  ['functions/videos/contract.ts', './film.ts', false],
  ['functions/videos/contract.ts', 'node:crypto', false],
  ['functions/videos/api.ts', './film.ts', true],
  ['functions/videos/api.ts', '../platform/http/answer.ts', true],
  ['functions/videos/api.ts', '../channels/contract.ts', true],
  ['functions/videos/api.ts', '../channels/channel-store.ts', false],
  ['functions/videos/api.ts', '../../lib/stage.ts', false],
  ['functions/videos/pipeline/step.ts', '../film.ts', true],
  ['functions/videos/pipeline/step.ts', '../../platform/ids.ts', true],
  ['functions/videos/pipeline/step.ts', '../../channels/channel-store.ts', false],
  ['functions/platform/api.ts', './http/answer.ts', true],
  ['functions/platform/api.ts', '../videos/contract.ts', false],
  ['functions/platform/http/answer.ts', '../errors.ts', true],
  ['functions/platform/http/answer.ts', '../../videos/film.ts', false],
  ['functions/videos/env.ts', '../platform/common-env.ts', true],
  ['functions/videos/env.ts', '../platform/tables.ts', false],
  ['lib/domains/videos.ts', '../../functions/videos/env.ts', true],
  ['lib/domains/videos.ts', '../constructs/house-function.ts', true],
  ['lib/domains/videos.ts', '../../functions/videos/film.ts', false],
  ['lib/domains/videos.ts', '../../local/plugin.ts', false],
  ['web/src/client.ts', '../../functions/videos/contract.ts', true],
  ['web/src/client.ts', '../../functions/videos/film.ts', false],
  ['web/src/features/watch/page.tsx', '../../../../functions/videos/errors.ts', false],
  ['local/s3/plugin.ts', '../plugin.ts', true],
  ['local/s3/plugin.ts', '../../functions/videos/contract.ts', false],
  ['local/s3/plugin.ts', '../../lib/stage.ts', false],
]

const folder = mkdtempSync(join(tmpdir(), 'playhouse-rules-'))
let broken: Set<string>

beforeAll(() => {
  const files = Map.groupBy(cases, ([file]) => file)
  for (const [file, of] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), of.map(([, from], at) => `import { x as x${at} } from '${from}'\n`).join('') + `export const all = [${of.map((_, at) => `x${at}`).join(', ')}]\n`)
  }
  // The rules are relative to where the configuration lies.
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  let report: string
  try {
    report = execFileSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json'], { cwd: folder, encoding: 'utf8' })
  } catch (failed) {
    report = (failed as { stdout: string }).stdout
  }
  const { diagnostics } = JSON.parse(report) as { diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[] }
  broken = new Set(diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename, labels }) =>
    `${filename} ${files.get(filename)![labels[0]!.span.line - 1]![1]}`))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(cases)('%s importing %s: %s', (file, imports, allowed) => {
  expect(broken.has(`${file} ${imports}`)).toBe(!allowed)
})
