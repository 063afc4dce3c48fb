import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { demoFilms } from '../../../local/films/demo-films.ts'
import { renderFilm } from '../../../local/films/render-film.ts'
import { startEngine } from '../../../local/mediaconvert/engine/start-engine.ts'

const small = { title: 'A short test of light', seconds: 1, width: 320, height: 180, fps: 24, seed: 5 }

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'playhouse-films-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('a rendered film', () => {
  it.each(['hills', 'peaks', 'forest', 'city', 'sea'] as const)('of %s is H.264 and AAC of the asked size and length', async landscape => {
    const folder = temporaryFolder()
    await renderFilm({ ...small, landscape, palette: 'ember', ferry: true, file: join(folder, 'film.mp4') })
    expect(await startEngine({ task: 'probe', input: join(folder, 'film.mp4') })).toMatchObject({
      kind: 'source',
      source: { durationSeconds: expect.closeTo(1, 1), tracks: [{ codec: 'h264', video: { width: 320, height: 180, frameRate: { num: 24, den: 1 } } }, { codec: 'aac', audio: { channels: 2, sampleRate: 48_000 } }] },
    })
  })

  it('is the same film each time', async () => {
    const folder = temporaryFolder()
    const hashes = await Promise.all(['a', 'b'].map(async name => {
      const file = join(folder, `${name}.mp4`)
      await renderFilm({ ...small, landscape: 'sea', palette: 'plum', file })
      return createHash('sha256').update(readFileSync(file)).digest('hex')
    }))
    expect(hashes[0]).toBe(hashes[1])
  })

  it('leaves nothing behind when it cannot be made', async () => {
    const folder = temporaryFolder()
    await expect(renderFilm({ ...small, width: -2, landscape: 'hills', palette: 'ice', file: join(folder, 'film.mp4') })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})

it('the demo films have a name, a seed and a look of their own', () => {
  expect(new Set(demoFilms.map(({ slug }) => slug)).size).toBe(demoFilms.length)
  expect(new Set(demoFilms.map(({ seed }) => seed)).size).toBe(demoFilms.length)
  expect(new Set(demoFilms.map(({ palette }) => palette)).size).toBe(demoFilms.length)
})
