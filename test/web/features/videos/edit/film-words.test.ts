import { expect, test } from 'vitest'
import { afterSaving } from '../../../../../web/src/features/videos/edit/film-words.ts'

const words = { title: 'As sent', description: '', tags: ['ice'], category: 'nature', access: 'private', language: 'en' } as const

test('what was typed while it was being saved stays; everything else is as the house has kept it', () => {
  const sent = { ...words, tags: [...words.tags] }
  const typed = { ...sent, title: 'Typed meanwhile', tags: ['ice'] }
  const saved = { ...sent, title: 'As sent', description: 'trimmed by the house' }
  expect(afterSaving(sent, typed, saved)).toEqual({ ...saved, title: 'Typed meanwhile' })
  expect(afterSaving(sent, sent, saved)).toEqual(saved)
})
