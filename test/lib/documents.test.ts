/** What the documents say about the repository is true of it. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { filesBelow, root } from '../../bin/hash-of.ts'
import { allContracts } from '../../functions/system/contracts.ts'

const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8')
const documents = ['README.md', ...filesBelow(['docs', 'functions', 'local'], file => file.endsWith('.md'))]

test('every link from one document to another leads somewhere', () => {
  const links = documents.flatMap(file => [...read(file).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target]) => ({ file, target: target! })))
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter(({ file, target }) => !existsSync(new URL(target, `file://${root}/${file}`)))).toEqual([])
})

test('every command that a document names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = documents.flatMap(file => [...read(file).matchAll(/npm run ([a-z-]+)/g)].map(([, script]) => script!))
  expect(named.filter(script => !(script in scripts))).toEqual([])
})

describe('docs/coverage.md', () => {
  const rows = read('docs/coverage.md').split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| what'))
  const cells = rows.map(row => row.split('|').slice(1, -1).map(cell => cell.trim()))
  test('names routes that the contracts have', () => {
    const declared = new Set(allContracts.flatMap(({ routes }) => Object.values(routes).flatMap(route => [`${route.method} ${route.path}`, ...route.aliases ?? []])))
    const named = cells.flatMap(([, route = '']) => [...route.matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g)].map(([, name]) => name!))
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter(route => !declared.has(route))).toEqual([])
  })
  test('names pages that the web app has', () => {
    const routes = read('web/src/app/router.tsx').matchAll(/getParentRoute: \(\) => (\w+), path: '([^']+)'/g)
    const pages = new Set([...routes].map(([, parent, path]) => (parent === 'admin' || parent === 'studio' ? `/${parent}${path}` : path!)))
    const named = cells.filter(([, where]) => /^pages? /.test(where ?? '')).flatMap(([, where = '']) => [...where.matchAll(/`(\/[^`]*)`/g)].map(([, page]) => page!))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(page => !pages.has(page))).toEqual([])
  })
  test('names tests that exist, and one for all that is there', () => {
    for (const [what, where = '', tests = ''] of cells) {
      for (const name of tests.split(', ').filter(Boolean)) expect(existsSync(`${root}/test/${name}.test.ts`), `${what}: ${name}`).toBe(true)
      if (!where.startsWith('not yet')) expect(tests, what).not.toBe('')
    }
  })
})

test('decisions are numbered without a gap, and say what they replaced, why, and at what price', () => {
  const files = filesBelow(['docs/decisions'])
  expect(files.map(file => Number(/(\d{3})-/.exec(file)?.[1]))).toEqual(files.map((_, index) => index + 1))
  for (const file of files) for (const part of ['**Instead of:**', '**Decided:**', '**Because:**', '**The price:**']) expect(read(file), file).toContain(part)
})
