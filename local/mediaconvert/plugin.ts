/** AWS::MediaConvert::Queue and the MediaConvert API: real jobs, real states and events, FFmpeg behind them. */
import type { CreatePlugin } from '../plugin.ts'
import { createApi } from './api.ts'
import { createJobEvents } from './job-events.ts'
import { JobRunner } from './job-runner.ts'
import { JobStore } from './job-store.ts'
import type { StoredJobs } from './job-store.ts'
import { Queues } from './queues.ts'

export const createPlugin: CreatePlugin = cloud => {
  const arnPrefix = `arn:aws:mediaconvert:${cloud.region}:${cloud.account}:`
  const now = () => cloud.now()
  const store = new JobStore(cloud.state<StoredJobs>('mediaconvert', 'jobs', () => ({ jobs: [] })), arnPrefix)
  const queues = new Queues(arnPrefix, now)
  const runner = new JobRunner(cloud, store, createJobEvents(() => cloud.use('events'), now, cloud.account))

  cloud.offer('jobs', {
    list: () => store.all.map(job => ({
      id: job.id, status: job.status, percent: job.percent, queue: job.queue.slice(job.queue.lastIndexOf('/') + 1), createdAt: new Date(job.createdAt).toISOString(),
      userMetadata: job.userMetadata, ...(job.error && { error: `${job.error.code} ${job.error.message}` }),
    })),
  })

  return {
    name: 'mediaconvert',
    resources: { 'AWS::MediaConvert::Queue': resource => queues.realise(resource) },
    api: createApi({ cloud, store, queues, runner, arnPrefix }),
    start: () => runner.start(),
    stop: () => runner.stop(),
  }
}
