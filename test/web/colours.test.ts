import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('no colour is written anywhere but in the theme', () => {
  const root = new URL('../../web/src/', import.meta.url).pathname
  const files = globSync('**/*.{css,tsx}', { cwd: root })
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter(file => /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b/i.test(readFileSync(root + file, 'utf8')))).toEqual([])
})
