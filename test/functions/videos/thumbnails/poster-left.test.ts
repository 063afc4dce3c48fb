import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editVideo, type EditEffects } from '../../../../functions/videos/editing/edit-video.ts'
import { deleted, edited, restored, wantedPosterImage, type Film } from '../../../../functions/videos/film.ts'
import { formerImage } from '../../../../functions/videos/pipeline/leftovers.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { withPosterLeft } from '../../../../functions/videos/thumbnails/poster-left.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const ready = aFilm({ processing: 'ready', upload: null, source: aSource, poster: 'v/x/poster.jpg', published: { kind: 'ladder', prefix: 'v/x/1-ladder/', rungs: [] } })

test('a copy whose maker was cut off before it was written down goes when its film becomes private', async () => {
  const differing = { now: at }
  const world = oneFilm(ready, differing)
  await expect(reconcileVideo(ready.id, { ...world.effects, store: { ...world.effects.store, change: async () => { throw new Error('cut off') } } })).rejects.toThrow('cut off')
  expect(world.done).toEqual(['copy v/x/poster.jpg to i/img_x.jpg'])
  await editVideo(world.film()!, { ...ready, access: 'private' } as never, null, { ...world.effects, edge: async () => world.effects.edge, by: 'usr_ana' } as EditEffects)
  await reconcileVideo(ready.id, world.effects)
  expect(world.done).toHaveLength(1 + world.done.filter(what => what.startsWith('deny')).length)
  differing.now = new Date(at.getTime() + 600_000)
  await reconcileVideo(ready.id, world.effects)
  expect(world.done).toContain('delete films i/img_x.jpg')
  expect(world.film()).toMatchObject({ leftovers: [], posterImage: null, imageName: 'img_new' })
})

test('whatever an owner does and wherever a copier is cut off, each copy is known of, and the one that stands is never about to go', () => {
  let names = 0
  const written = (before: Film, after: Film) => withPosterLeft(before, after, `img_${++names}`, at)
  const copies = new Set<string>()
  const place = (film: Film): Film => {
    const [wanted, image] = [wantedPosterImage(film), film.posterImage]
    if (wanted !== null) copies.add(wanted)
    return { ...film, posterImage: wanted, leftovers: image && wanted ? [...film.leftovers, formerImage(image, at)] : film.leftovers }
  }
  const steps: readonly ((film: Film) => Film)[] = [
    film => { const wanted = wantedPosterImage(film); if (wanted) copies.add(wanted); return film },
    film => { if (wantedPosterImage(film) === null && film.posterImage) copies.delete(film.posterImage); return wantedPosterImage(film) === film.posterImage ? film : written(film, place(film)) },
    film => { for (const { prefix } of film.leftovers) copies.delete(prefix); return { ...film, leftovers: [] } },
    film => written(film, edited(film, { ...film, access: 'private' }, at)),
    film => written(film, edited(film, { ...film, access: 'public' }, at)),
    film => written(film, { ...film, poster: `v/x/${++names}.jpg`, imageName: `img_${++names}` }),
    film => written(film, film.deletedAt ? restored(film) : deleted(film, at)),
  ]
  fc.assert(fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 25 }), story => {
    copies.clear()
    story.reduce((film, step) => {
      const next = step(film)
      const known = [next.posterImage, wantedPosterImage(next), ...next.leftovers.map(({ prefix }) => prefix)]
      for (const copy of copies) expect(known).toContain(copy)
      const standing = wantedPosterImage(next)
      if (standing) expect(next.leftovers.map(({ prefix }) => prefix)).not.toContain(standing)
      return next
    }, ready)
  }), { numRuns: 500 })
})

test('a poster that is known to stand leaves nothing more behind than itself', () => {
  const placed: Film = { ...ready, posterImage: 'i/img_x.jpg' }
  const hidden = edited(placed, { ...placed, access: 'private' }, at)
  expect(withPosterLeft(placed, hidden, 'img_new', at)).toBe(hidden)
})
