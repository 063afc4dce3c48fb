/** What is written about a film, apart from everything that moves by itself. Pure. */
import type { Video } from '../../../../../functions/videos/contract.ts'

export type FilmWords = Pick<Video, 'title' | 'description' | 'tags' | 'category' | 'access' | 'language'>

export const wordsOf = ({ title, description, tags, category, access, language }: FilmWords): FilmWords => ({ title, description, tags, category, access, language })

/** What stands in a form after `sent` has been saved: the house's words where nobody typed meanwhile, else what was typed. */
export function afterSaving(sent: FilmWords, typed: FilmWords, saved: FilmWords): FilmWords {
  const touched = Object.entries(typed).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(sent[field as keyof FilmWords]))
  return { ...wordsOf(saved), ...Object.fromEntries(touched) }
}
