/** Runs the jobs that wait, one at a time. Every step is on disk before the world hears of it, so a kill at any moment costs a restart of one job and nothing else. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Cloud } from '../plugin.ts'
import { isOver } from './job.ts'
import type { Job } from './job.ts'
import { JobError } from './job-error.ts'
import type { JobEvents } from './job-events.ts'
import type { JobStore } from './job-store.ts'
import { performJob } from './perform-job.ts'

/** How long a job waits in an idle queue at pace 1. On AWS it is several seconds. */
const queuePauseMilliseconds = 150
const leastStatusUpdateMilliseconds = 250

class Cancelled extends Error {}
class Stopping extends Error {}

export class JobRunner {
  readonly #cloud: Cloud
  readonly #store: JobStore
  readonly #events: JobEvents
  readonly #workDir: string
  #started = false
  #running: { readonly job: Job; readonly abort: AbortController } | null = null
  #loop: Promise<void> | null = null

  constructor(cloud: Cloud, store: JobStore, events: JobEvents) {
    this.#cloud = cloud
    this.#store = store
    this.#events = events
    this.#workDir = join(cloud.stateDir, 'mediaconvert', 'work')
  }

  /** Takes up what an earlier process left: half-done work is thrown away, last words are said again. */
  async start(): Promise<void> {
    await rm(this.#workDir, { recursive: true, force: true })
    await mkdir(this.#workDir, { recursive: true })
    this.#started = true
    for (const job of this.#store.all) if (isOver(job) && !job.announced) await this.#announce(job)
    this.wake()
  }

  /** Call when a job was added. */
  wake(): void {
    if (!this.#started || this.#loop) return
    this.#loop = this.#runAll().finally(() => { this.#loop = null })
  }

  /** False when the job is over already. */
  async cancel(job: Job): Promise<boolean> {
    if (isOver(job)) return false
    // The status is set before the abort, and both before anything is awaited: a job that was just finishing cannot overtake.
    const ended = this.#end(job, 'CANCELED')
    if (this.#running?.job === job) this.#running.abort.abort(new Cancelled())
    await ended
    return true
  }

  /** The running job goes back to where it can begin again. */
  async stop(): Promise<void> {
    this.#started = false
    this.#running?.abort.abort(new Stopping())
    await this.#loop
  }

  async #runAll(): Promise<void> {
    while (this.#started) {
      const job = this.#store.next()
      if (!job) return
      const abort = new AbortController()
      this.#running = { job, abort }
      try {
        await this.#run(job, abort.signal)
      } catch (error) {
        if (error instanceof Stopping) return
        if (!isOver(job)) await this.#fail(job, error)
      } finally {
        this.#running = null
      }
    }
  }

  async #run(job: Job, signal: AbortSignal): Promise<void> {
    await pause(queuePauseMilliseconds * this.#cloud.options.pace, undefined, { signal }).catch(() => signal.throwIfAborted())
    job.status = 'PROGRESSING'
    job.phase = 'PROBING'
    job.percent = 0
    job.startedAt ??= this.#cloud.now().getTime()
    job.attempts++
    await this.#store.saved()
    await this.#tell(this.#events.progressing(job))
    const directory = await mkdtemp(join(this.#workDir, `${job.id}-`))
    const updates = setInterval(() => void this.#tell(this.#events.statusUpdate(job)), Math.max(leastStatusUpdateMilliseconds, job.statusUpdateSeconds * 1000 * this.#cloud.options.pace))
    try {
      const { outputGroups, warnings } = await performJob(job, {
        directory, signal, s3: this.#cloud.use('s3'), iam: this.#cloud.iam,
        onSource: source => void this.#tell(this.#events.inputInformation(job, source)),
        onProgress: (phase, percent) => {
          if (isOver(job)) return
          job.phase = phase
          job.percent = percent
          this.#store.save()
        },
      })
      for (const warning of warnings) await this.#tell(this.#events.newWarning(job, warning))
      signal.throwIfAborted()
      job.outputGroups = outputGroups
      job.warnings = warnings
      await this.#end(job, 'COMPLETE')
    } finally {
      clearInterval(updates)
      await rm(directory, { recursive: true, force: true })
    }
  }

  async #fail(job: Job, error: unknown): Promise<void> {
    job.error = error instanceof JobError ? { code: error.code, message: error.message } : { code: 1999, message: `Internal error: ${error instanceof Error ? error.message : String(error)}` }
    await this.#end(job, 'ERROR')
  }

  async #end(job: Job, status: 'COMPLETE' | 'CANCELED' | 'ERROR'): Promise<void> {
    job.status = status
    job.phase = null
    job.percent = status === 'COMPLETE' ? 100 : job.percent
    job.finishedAt = this.#cloud.now().getTime()
    job.announced = false
    await this.#store.saved()
    this.#cloud.record({ kind: 'job', source: 'mediaconvert', message: `Job ${job.id} is ${status}${job.error ? `: ${job.error.code} ${job.error.message}` : ''}`, detail: { id: job.id, userMetadata: job.userMetadata } })
    await this.#announce(job)
  }

  async #announce(job: Job): Promise<void> {
    job.announced = await this.#tell(this.#events.over(job))
    this.#store.save()
  }

  /** An event that cannot be put is no reason for a job to fail. */
  async #tell(event: Promise<void>): Promise<boolean> {
    return event.then(() => true, (error: unknown) => {
      this.#cloud.record({ kind: 'error', source: 'mediaconvert', message: String(error) })
      return false
    })
  }
}
