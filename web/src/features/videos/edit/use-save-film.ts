import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { ApiProblem } from '../../../../../functions/platform/contract-client.ts'
import { api } from '../../../api.ts'
import { HouseSentence } from '../../../components/problem.ts'
import { studioWords } from '../../../words/studio.ts'
import { videoKeys } from '../queries.ts'
import { isSame, wordsOf, type FilmWords } from './film-words.ts'

/** A film's version also moves with its encoding, which touches no words: then the save is repeated on top of it, this often. */
const tries = 8

/** Thrown when somebody else saved other words meanwhile. */
export class SavedMeanwhile extends HouseSentence {
  readonly theirs: Video
  constructor(theirs: Video) {
    super(studioWords.conflict.title)
    this.theirs = theirs
  }
}

/** Saves what was typed on top of what was shown; what others saved meanwhile is never written over unseen. */
export function useSaveFilm(film: Video) {
  const client = useQueryClient()
  const shown = useRef({ words: wordsOf(film), version: film.version })
  const put = (words: FilmWords, version: number) => api.videos.put({ params: { id: film.id }, body: words, headers: { 'if-match': `"${version}"` } })

  async function save(words: FilmWords, left = tries): Promise<Video> {
    try {
      return await put(words, shown.current.version)
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.code !== 'version_changed') throw problem
      const theirs = await api.videos.get({ params: { id: film.id } })
      if (!isSame(wordsOf(theirs), shown.current.words)) throw new SavedMeanwhile(theirs)
      if (left <= 1) throw problem
      shown.current = { ...shown.current, version: theirs.version }
      return save(words, left - 1)
    }
  }
  const saving = useMutation({
    mutationFn: (words: FilmWords) => save(words),
    onSuccess: async saved => {
      shown.current = { words: wordsOf(saved), version: saved.version }
      client.setQueryData(videoKeys.one(film.id), saved)
      await client.invalidateQueries({ queryKey: videoKeys.all })
    },
  })
  /** From now on these count as the words one has seen. */
  const see = ({ version, ...theirs }: Video) => { shown.current = { words: wordsOf(theirs), version } }
  return { saving, see }
}
