/** Pure: which job runs next. */
import type { Job } from './job.ts'

/** What a crash interrupted goes on first. Then higher priority wins, and among equals whichever was submitted first. */
export function nextJob(jobs: readonly Job[]): Job | undefined {
  const rank = (job: Job) => [job.status === 'PROGRESSING' ? 0 : 1, -job.priority, job.createdAt] as const
  return jobs
    .filter(job => job.status === 'SUBMITTED' || job.status === 'PROGRESSING')
    .map(job => ({ job, rank: rank(job) }))
    // The sort is stable: what was submitted within one millisecond keeps its order.
    .toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])[0]?.job
}
