/** Lays the small pictures of a film onto a few sheets, and says in a VTT which part of which sheet belongs to which time. */
import { log, noteInRequest } from '../../platform/log.ts'
import { decodeJpeg, encodeJpeg } from '../../platform/pixels/jpeg.ts'
import type { Pixels } from '../../platform/pixels/pixels.ts'
import { blank, lay } from '../../platform/pixels/sheet.ts'
import { storyboardName } from '../../platform/shared-film.ts'
import { asked, isGone } from '../film.ts'
import type { VideoStore } from '../video-store.ts'
import { across, down, placeOnSheet, sheetName, sheetsFor, storyboardVtt } from './storyboard-plan.ts'
import { drawingGivenUp, drawn, isToBeDrawn, tileBase } from './storyboard.ts'

export interface DrawEffects {
  readonly store: Pick<VideoStore, 'find' | 'change'>
  readonly pictures: {
    /** Keys below a prefix, in the order of their names. */
    keys(prefix: string): Promise<string[]>
    read(key: string): Promise<Uint8Array>
    write(key: string, body: Uint8Array | string, contentType: string): Promise<void>
    /** Takes away all that lies below a prefix. */
    clear(prefix: string): Promise<unknown>
  }
  now(): Date
}

const quality = 70
/** Small pictures read at once. */
const readAtOnce = 25

/** May be repeated, and cut off anywhere: the same pictures make the same sheets, and the film is told last. When it has gone meanwhile, the sheets go too. */
export async function drawStoryboard({ videoId, prefix }: { videoId: string; prefix: string }, { store, pictures, now }: DrawEffects): Promise<void> {
  noteInRequest({ videoId })
  const film = await store.find(videoId)
  if (!film || !isToBeDrawn(film, prefix)) return
  const keys = await pictures.keys(prefix + tileBase)
  const first = keys[0] ? await decodeJpeg(await pictures.read(keys[0])) : null
  if (!first) {
    log.error('A film has no small pictures to draw a storyboard of', { prefix })
    return void (await store.change(videoId, latest => (isToBeDrawn(latest, prefix) ? asked(drawingGivenUp(latest, now())) : latest)))
  }
  for (const [index, sheet] of sheetsFor(keys.length, first).entries()) {
    const here = keys.slice(index * across * down, index * across * down + sheet.tiles)
    const paper = blank(sheet.width, sheet.height)
    for (let from = 0; from < here.length; from += readAtOnce) {
      const tiles = await Promise.all(here.slice(from, from + readAtOnce).map(async key => decodeJpeg(await pictures.read(key))))
      tiles.forEach((tile, place) => layAt(tile, from + place, paper, first))
    }
    await pictures.write(prefix + sheetName(index), await encodeJpeg(paper, quality), 'image/jpeg')
  }
  await pictures.write(prefix + storyboardName, storyboardVtt(keys.length, first, film.storyboard!.everySeconds, film.source?.durationSeconds ?? 0), 'text/vtt; charset=utf-8')
  const after = await store.change(videoId, latest => (isToBeDrawn(latest, prefix) ? asked(drawn(latest, now())) : latest))
  if (isGone(after)) await pictures.clear(prefix)
}

/** A picture that cannot be read leaves its place empty. */
function layAt(tile: Pixels | null, index: number, paper: Pixels, size: Pixels): void {
  const { left, top } = placeOnSheet(index, size)
  if (tile) lay(tile, paper, left, top)
}
