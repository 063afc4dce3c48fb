import { randomBytes } from 'node:crypto'
import type { State } from '../plugin.ts'
import { isOver } from './job.ts'
import type { Job } from './job.ts'
import { nextJob } from './next-job.ts'
import type { CreateJobRequest } from './wire.ts'

/** AWS keeps jobs for 90 days; a laptop's list should stay readable. */
const keptWhenOver = 500
/** How long the same token means the same job. */
const tokenMilliseconds = 60_000

export interface StoredJobs { jobs: Job[] }

/** Every job, oldest first. A job is changed in place and then saved. */
export class JobStore {
  readonly #state: State<StoredJobs>
  readonly #arnPrefix: string

  /** `arnPrefix` is `arn:aws:mediaconvert:<region>:<account>:`. */
  constructor(state: State<StoredJobs>, arnPrefix: string) {
    this.#state = state
    this.#arnPrefix = arnPrefix
  }

  get all(): readonly Job[] {
    return this.#state.value.jobs
  }

  find(id: string): Job | undefined {
    return this.all.find(job => job.id === id)
  }

  byToken(token: string, now: number): Job | undefined {
    return this.all.findLast(job => job.clientRequestToken === token && now - job.createdAt < tokenMilliseconds)
  }

  next(): Job | undefined {
    return nextJob(this.all)
  }

  /** On disk when it resolves: an accepted job is never lost. */
  async add(request: CreateJobRequest, queue: string, now: number): Promise<Job> {
    const id = `${now}-${randomBytes(3).toString('hex')}`
    const job: Job = {
      id, arn: `${this.#arnPrefix}jobs/${id}`, queue,
      role: request.role!,
      priority: request.priority ?? 0,
      clientRequestToken: request.clientRequestToken ?? null,
      userMetadata: request.userMetadata ?? {},
      tags: { ...request.tags },
      statusUpdateSeconds: Number(request.statusUpdateInterval?.slice('SECONDS_'.length) ?? 60),
      settings: request.settings!,
      accelerationSettings: request.accelerationSettings ?? null,
      createdAt: now,
      status: 'SUBMITTED', phase: null, percent: 0, startedAt: null, finishedAt: null, attempts: 0, error: null, warnings: [], outputGroups: [], announced: true,
    }
    this.#state.value.jobs.push(job)
    this.#forgetOldest()
    await this.saved()
    return job
  }

  save(): void {
    this.#state.save()
  }

  async saved(): Promise<void> {
    this.#state.save()
    await this.#state.flush()
  }

  #forgetOldest(): void {
    let surplus = this.all.filter(isOver).length - keptWhenOver
    if (surplus > 0) this.#state.value.jobs = this.all.filter(job => !(isOver(job) && job.announced && surplus-- > 0))
  }
}
