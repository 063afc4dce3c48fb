/** `node local/films/render.ts --out <dir> [--only <slug>]`: renders the demo films. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { demoFilms } from './demo-films.ts'
import { renderFilm } from './render-film.ts'

const { values: { out = 'films', only } } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } })
await mkdir(out, { recursive: true })
for (const film of demoFilms.filter(({ slug }) => only === undefined || slug === only)) {
  const file = join(out, `${film.slug}.mp4`)
  const started = performance.now()
  await renderFilm({ ...film, file })
  console.log(`${file}  ${film.seconds} s of film in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
