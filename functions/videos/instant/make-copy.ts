/**
 * Answers one request for a copy: makes as much of it as time allows, writes down how far it came, and publishes it
 * when it is whole. What the pipeline must know it is told by the same write (`asked`, from which an event follows).
 * Two that are at the same film write the same bytes, and only one publishes. When the film has gone meanwhile, whoever
 * writes last takes away what was written.
 */
import { log, noteInRequest } from '../../platform/log.ts'
import { asked, copyGivenUp, copyHeard, copyPaused, copyWanted, isGone, jobDone, type Film } from '../film.ts'
import type { VideoStore } from '../video-store.ts'
import { collectGarbage } from './collect-garbage.ts'
import { copyFilm, type CopyOutcome } from './copy-film.ts'
import type { CopyObjects } from './copy-objects.ts'
import { sourceBlocks } from './source-blocks.ts'

export interface MakeCopyEffects {
  readonly store: Pick<VideoStore, 'find' | 'change'>
  readonly objects: CopyObjects
  now(): Date
}

/** Time to finish what is on its way: a segment of 60 MB, read and written, and a word to the pipeline. */
const stopBeforeMs = 20_000
/** How often it is written down how far a copy is; a short film is done before the first time. */
const heardEveryMs = 2000
/** Segments: with more of them in between, twenty minutes took a sixth more than one. */
const collectWhollyEvery = 8

export async function makeCopy({ videoId, token }: { videoId: string; token: string }, msLeft: () => number, { store, objects, now }: MakeCopyEffects): Promise<void> {
  noteInRequest({ videoId })
  const film = await store.find(videoId)
  if (!film || !copyWanted(film, token)) return
  const { prefix } = film.jobs.instant!
  const change = (next: (latest: Film) => Film) => store.change(videoId, latest => (copyWanted(latest, token) ? next(latest) : latest))

  const size = await objects.sourceSize(film.sourceKey)
  if (size === null) return void (await change(latest => asked(copyGivenUp(latest, now()))))
  let heardAt = now().getTime()
  let written = 0
  let unwanted = false

  const outcome = await copyFilm({ language: film.language, framesPerSecond: film.source!.framesPerSecond }, {
    source: sourceBlocks(size, (start, into) => objects.readSource(film.sourceKey, start, into)),
    written: () => objects.written(prefix),
    async write(name, bytes, contentType) {
      await objects.write(prefix + name, bytes, contentType)
      collectGarbage(++written % collectWhollyEvery === 0 ? 'major' : 'minor')
    },
    async goOn(percent) {
      if (msLeft() < stopBeforeMs) return false
      if (now().getTime() < heardAt + heardEveryMs) return true
      heardAt = now().getTime()
      // The rest of the pipeline need not wait for a long copy: it is told of its beginning.
      const latest = await change(seen => (seen.jobs.instant!.status === 'claimed' ? asked(copyHeard(seen, percent, now())) : copyHeard(seen, percent, now())))
      unwanted = !latest || !copyWanted(latest, token)
      return !unwanted
    },
  })
  const after = unwanted ? await store.find(videoId) : await toldOf(outcome)
  if (isGone(after)) await objects.clear(prefix)
  // A warm function begins the next one with what it had for the first.
  collectGarbage('major')

  async function toldOf(outcome: CopyOutcome): Promise<Film | null> {
    switch (outcome.state) {
      case 'done': return change(latest => asked(jobDone(latest, 'instant', [], now())))
      case 'refused':
        log.info('A source cannot be shown as it is', { because: outcome.because })
        return change(latest => asked(copyGivenUp(latest, now())))
      // Whoever does not come a single segment further in the whole time never will.
      case 'stopped': return change(latest => asked(written > 0 ? copyPaused(latest) : copyGivenUp(latest, now())))
    }
  }
}
