/** Pure: which job runs next. */
import type { Job } from './job.ts'

/**
 * What a crash interrupted goes on first. Then higher priority wins; among equals the creators take turns, the
 * one served longest ago first, so that one person's hundred uploads do not keep another's single film waiting;
 * among one creator's jobs, the oldest.
 */
export function nextJob(jobs: readonly Job[]): Job | undefined {
  const lastServed = new Map<string, number>()
  for (const job of jobs) lastServed.set(creatorOf(job), Math.max(lastServed.get(creatorOf(job)) ?? 0, job.startedAt ?? 0))
  const rank = (job: Job) => [job.status === 'PROGRESSING' ? 0 : 1, -job.priority, lastServed.get(creatorOf(job))!, job.createdAt] as const
  return jobs
    .filter(job => job.status === 'SUBMITTED' || job.status === 'PROGRESSING')
    .map(job => ({ job, rank: rank(job) }))
    // The sort is stable: what was submitted within one millisecond keeps its order.
    .toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2] || a.rank[3] - b.rank[3])[0]?.job
}

const creatorOf = ({ userMetadata }: Job) => userMetadata['channelId'] ?? userMetadata['ownerId'] ?? ''
