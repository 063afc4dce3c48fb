/** Which figures a step of a film is worth. Only the write that made the step notes them, so each counts once. */
import type { Metric } from '../../platform/metric-names.ts'
import { measure } from '../../platform/metrics.ts'
import type { Film } from '../film.ts'

export interface Figure { readonly name: Metric; readonly value: number; readonly by?: string }

/** Pure: the film before and after one write. */
export function figuresOf(before: Film, after: Film): Figure[] {
  const figures: Figure[] = []
  // A film that was on its way when these fields came has no such moment, and gives no time. Another attempt has a beginning of its own.
  const began = after.underWaySince ?? after.receivedAt
  const sinceItBegan = (at: string) => (began === undefined ? [] : [(Date.parse(at) - Date.parse(began)) / 1000])
  if (before.processing === 'uploading' && after.processing === 'checking') figures.push({ name: 'UploadedBytes', value: after.file.size })
  if (!before.publishedAt && after.publishedAt) for (const value of sinceItBegan(after.publishedAt)) figures.push({ name: 'TimeToFirstQuality', value })
  if (before.processing !== 'ready' && after.processing === 'ready') for (const value of sinceItBegan(after.updatedAt)) figures.push({ name: 'TimeToReady', value })
  if (before.processing !== 'failed' && after.processing === 'failed') figures.push({ name: 'FilmFailed', value: 1, by: after.failure?.code })
  for (const [kind, job] of Object.entries(after.jobs)) {
    const former = before.jobs[kind as keyof Film['jobs']]
    if (job?.status === 'failed' && former?.status !== 'failed') figures.push({ name: 'JobFailed', value: 1, by: kind })
  }
  return figures
}

export function noteFigures(before: Film, after: Film): void {
  for (const { name, value, by } of figuresOf(before, after)) measure(name, value, by)
}
