import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesBelow, root } from '../../bin/hash-of.ts'

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

type Import = readonly [file: string, imports: string]
const sentence = ([file, imports]: Import) => `${file} ${imports}`

/** Those of these imports that break a rule, by a linter that meets them as static ones where the project's configuration applies. */
function forbidden(imports: readonly Import[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'playhouse-rules-'))
  try {
    const files = Map.groupBy(imports, ([file]) => file)
    for (const [file, of] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), of.map(([, from], at) => `import { x as x${at} } from '${from}'\n`).join('') + `export const all = [${of.map((_, at) => `x${at}`).join(', ')}]\n`)
    }
    // The rules are relative to where the configuration lies.
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json'], { cwd: folder, encoding: 'utf8' })
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[] }
    return new Set(diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename, labels }) => sentence(files.get(filename)![labels[0]!.span.line - 1]!)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const broken = forbidden(cases.map(([file, imports]) => [file, imports]))
test.each(cases)('%s importing %s: %s', (file, imports, allowed) => {
  expect(broken.has(sentence([file, imports]))).toBe(!allowed)
})

/** The linter's rule looks at static imports alone: what is loaded on demand is shown to it as if it were one of them. */
describe('what is imported on demand', () => {
  const files = filesBelow(['functions', 'lib', 'local', 'web/src'], file => /\.tsx?$/.test(file))
  const onDemand = files.flatMap(file => [...withoutComments(readFileSync(join(root, file), 'utf8')).matchAll(/\bimport\(\s*([^)]*)/g)].map(([, named]) => [file, named!.trim()] as const))

  test('is named by a text, so that it can be known', () => {
    expect(onDemand.length).toBeGreaterThan(20)
    expect(onDemand.filter(([, named]) => !/^'[^']+'$/.test(named))).toEqual([])
  })

  test('obeys the rules of every import', () => {
    const imports = onDemand.map(([file, named]): Import => [file, named.slice(1, -1)])
    expect([...forbidden(imports)]).toEqual([])
    // As they would be caught.
    expect([...forbidden([...imports, ['functions/users/wiring.ts', '../videos/film.ts']])]).toEqual(['functions/users/wiring.ts ../videos/film.ts'])
  })
})

/** `//` inside an address is none. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*/g, '')
}
