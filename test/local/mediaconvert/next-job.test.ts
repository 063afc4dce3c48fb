import { describe, expect, it } from 'vitest'
import { nextJob } from '../../../local/mediaconvert/next-job.ts'
import type { Job } from '../../../local/mediaconvert/job.ts'

let submitted = 0
const job = (id: string, ownerId: string, more: Partial<Job> = {}) => ({ id, userMetadata: { ownerId }, priority: 0, status: 'SUBMITTED', createdAt: ++submitted, startedAt: null, ...more }) as Job

/** The order in which jobs run when nothing new comes. */
function orderOf(jobs: Job[]): string {
  const order: string[] = []
  for (let clock = 1000, next = nextJob(jobs); next; next = nextJob(jobs)) {
    next.startedAt = clock++
    next.status = 'COMPLETE'
    order.push(next.id)
  }
  return order.join(' ')
}

describe('the queue', () => {
  it('is first come, first served, whoever comes', () => expect(orderOf([job('1', 'ana'), job('2', 'ana'), job('3', 'ben')])).toBe('1 2 3'))

  it('puts higher priority first', () => expect(orderOf([job('ladder', 'ana'), job('first', 'ana', { priority: 10 }), job('low', 'ana', { priority: -5 })])).toBe('first ladder low'))

  it('goes on first with what a crash interrupted', () => expect(nextJob([job('high', 'ana', { priority: 50 }), job('cut', 'ben', { status: 'PROGRESSING', startedAt: 5 })])?.id).toBe('cut'))

  it('takes no job that is over', () => expect(nextJob([job('done', 'ana', { status: 'COMPLETE' }), job('gone', 'ana', { status: 'CANCELED' })])).toBeUndefined())
})
