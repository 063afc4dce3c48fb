/** What is written about a film, apart from everything that moves by itself. Pure. */
import type { Video } from '../../../../../functions/videos/contract.ts'

export type FilmWords = Pick<Video, 'title' | 'description' | 'tags' | 'category' | 'access' | 'language'>

export const wordsOf = ({ title, description, tags, category, access, language }: FilmWords): FilmWords => ({ title, description, tags, category, access, language })
