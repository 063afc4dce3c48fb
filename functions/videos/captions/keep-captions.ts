/** Captions of a film: added, replaced or taken away at any time, whatever the film is going through; nothing is encoded for it. */
import { newId } from '../../platform/ids.ts'
import { captionsFolder } from '../../platform/shared-film.ts'
import { errors } from '../errors.ts'
import type { Caption, Film } from '../film.ts'
import type { VideoStore } from '../video-store.ts'
import { captioned, uncaptioned } from './captioned.ts'
import { canonicalLanguage, languageLabel } from './caption-language.ts'
import { parseCaptions } from './parse-captions.ts'
import { vttOfCues } from './vtt-of-cues.ts'

export interface CaptionEffects {
  readonly store: VideoStore
  /** Writes a VTT under a key below the film's captions. */
  putVtt(key: string, vtt: string): Promise<void>
  now(): Date
}

/** Every written language that films here may need; it bounds the film's item. */
const mostLanguages = 60

/**
 * The VTT is written first, under a name of its own, then named by the film in one write: a viewer gets the old
 * captions or the new ones. What a crash between the two leaves behind goes with the film.
 */
export async function putCaptions(film: Film, tag: string, { content, label }: { content: string; label?: string }, { store, putVtt, now }: CaptionEffects): Promise<Caption> {
  const language = languageOf(tag)
  const parsed = parseCaptions(content)
  if ('fault' in parsed) throw errors.captions_unreadable({ detail: `Line ${parsed.fault.line}: ${parsed.fault.sentence}` })
  const at = now()
  const caption: Caption = { language, label: label ?? languageLabel(language), key: `${captionsFolder(film.id)}${newId('cap', { now: at })}.vtt`, updatedAt: at.toISOString() }
  refuseTooMany(film, language)
  await putVtt(caption.key, vttOfCues(parsed.cues))
  const next = await store.change(film.id, latest => {
    if (latest.deletedAt) throw errors.video_not_found()
    refuseTooMany(latest, language)
    return captioned(latest, caption, at)
  })
  if (!next) throw errors.video_not_found()
  return caption
}

export async function removeCaptions(film: Film, tag: string, { store, now }: CaptionEffects): Promise<void> {
  const language = languageOf(tag)
  const next = await store.change(film.id, latest => {
    if (!latest.captions.some(caption => caption.language === language)) throw errors.captions_not_found()
    return uncaptioned(latest, language, now())
  })
  if (!next) throw errors.video_not_found()
}

function languageOf(tag: string): string {
  const language = canonicalLanguage(tag)
  if (language === null) throw errors.language_unknown()
  return language
}

function refuseTooMany(film: Film, language: string): void {
  if (film.captions.length >= mostLanguages && !film.captions.some(caption => caption.language === language)) throw errors.too_many_captions({ detail: `A film may have captions in ${mostLanguages} languages. Take some away first.` })
}
