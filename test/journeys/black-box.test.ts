/** `npm run journey`, as an operator runs it against a house: by its exit code and what it prints. */
import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from '../../bin/hash-of.ts'
import { frontDoor } from '../support/actors.ts'
import { media, type MediaName } from '../support/media/media.ts'

interface Ended { readonly code: number; readonly lines: readonly string[]; readonly reason: string }
async function journey(...options: string[]): Promise<Ended> {
  return new Promise(ended => execFile(process.execPath, ['bin/journey/journey.ts', ...options], { cwd: root }, (problem, out, err) =>
    ended({ code: problem ? Number(problem.code) : 0, lines: out.trimEnd().split('\n'), reason: err.trim() })))
}
const through = async (name: MediaName) => journey('--base', frontDoor(), '--file', await media(name))

test('a film that plays completes the journey: each step with its time, and zero', async () => {
  const { code, lines, reason } = await through('short-clip')
  expect({ code, reason }).toEqual({ code: 0, reason: '' })
  for (const step of ['the house answers', 'Ana signs up', 'every segment of every rendition plays', 'a stranger is told why not  403 private', 'the film is deleted, and is gone']) {
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ +\\d+\\.\\d s  ${step}`)))
  }
  expect(lines.at(-1)).toMatch(/The journey is complete\.$/)
}, 180_000)

test('a file that is no film ends it with one, and the sentence for its owner on the last line', async () => {
  const { code, reason } = await through('text')
  expect(code).toBe(1)
  expect(reason).toMatch(/^The journey ended after \d+\.\d s: The film failed: .+ \(\w+\)$/)
}, 180_000)

test('a house that does not answer ends it with one, and says so in one line', async () => {
  const { code, reason } = await journey('--base', 'http://127.0.0.1:9', '--file', await media('text'))
  expect({ code, reason }).toEqual({ code: 1, reason: expect.stringMatching(/^The journey ended after \d+\.\d s: The house cannot be reached\..*$/) })
})

test('without a house or a film it says how it is called', async () => {
  expect(await journey('--base', frontDoor())).toMatchObject({ code: 2, reason: 'Usage: npm run journey -- --base <url> --file <any video>' })
})
