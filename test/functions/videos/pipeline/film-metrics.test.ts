import { describe, expect, test } from 'vitest'
import { figuresOf } from '../../../../functions/videos/pipeline/film-metrics.ts'
import { aFilm } from '../a-film.ts'

const received = '2026-11-20T10:00:00.000Z'

describe('a step of a film is worth these figures', () => {
  const base = { ...aFilm(), receivedAt: received }
  test('its bytes, when it has arrived', () => {
    expect(figuresOf({ ...base, processing: 'uploading' }, { ...base, processing: 'checking' })).toEqual([{ name: 'UploadedBytes', value: base.file.size }])
  })
  test('the time from its arrival to its first quality, once', () => {
    const before = { ...base, processing: 'transcoding' as const, publishedAt: null }
    const after = { ...before, publishedAt: '2026-11-20T10:00:09.500Z' }
    expect(figuresOf(before, after)).toEqual([{ name: 'TimeToFirstQuality', value: 9.5 }])
    expect(figuresOf(after, { ...after, title: 'New' })).toEqual([])
  })
  test('the time of another attempt, from when that began', () => {
    const before = { ...base, processing: 'transcoding' as const, underWaySince: '2026-12-24T10:00:00.000Z' }
    expect(figuresOf(before, { ...before, processing: 'ready', updatedAt: '2026-12-24T10:00:30.000Z' })).toEqual([{ name: 'TimeToReady', value: 30 }])
  })
  test('no time for a film whose arrival nobody noted', () => {
    const { receivedAt: _, ...old } = base
    expect(figuresOf({ ...old, processing: 'transcoding', publishedAt: null }, { ...old, processing: 'transcoding', publishedAt: received })).toEqual([])
  })
  test('its failure, with the code that its owner sees', () => {
    const after = { ...base, processing: 'failed' as const, failure: { code: 'not_a_film', message: '' } }
    expect(figuresOf({ ...base, processing: 'checking' }, after)).toEqual([{ name: 'FilmFailed', value: 1, by: 'not_a_film' }])
  })
})
