import type { JobSettings } from './wire.ts'

export type JobStatus = 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'CANCELED' | 'ERROR'
export type JobPhase = 'PROBING' | 'TRANSCODING' | 'UPLOADING'

/** A job as it is kept on disk. Times are milliseconds since 1970. */
export interface Job {
  readonly id: string
  readonly arn: string
  readonly queue: string
  readonly role: string
  readonly priority: number
  readonly clientRequestToken: string | null
  readonly userMetadata: Readonly<Record<string, string>>
  readonly tags: Record<string, string>
  readonly statusUpdateSeconds: number
  /** As sent, with everything that we did not look at. */
  readonly settings: JobSettings
  readonly accelerationSettings: object | null
  readonly createdAt: number
  status: JobStatus
  phase: JobPhase | null
  percent: number
  startedAt: number | null
  finishedAt: number | null
  /** How often it was begun; a job that a crash interrupted begins again. */
  attempts: number
  error: { readonly code: number; readonly message: string } | null
  warnings: readonly string[]
  outputGroups: readonly FinishedGroup[]
  /** False from the moment a job is over until its last event is on the bus. */
  announced: boolean
}

export interface FinishedGroup {
  readonly type: 'CMAF_GROUP' | 'FILE_GROUP'
  /** `s3://…` of the manifests. */
  readonly playlistFilePaths: readonly string[]
  readonly outputs: readonly { readonly durationInMs: number; readonly widthInPx?: number; readonly heightInPx?: number; readonly outputFilePaths: readonly string[] }[]
}

export const isOver = ({ status }: Pick<Job, 'status'>) => status === 'COMPLETE' || status === 'CANCELED' || status === 'ERROR'

/** A job as GetJob answers it. */
export function jobOnTheWire(job: Job): object {
  const seconds = (milliseconds: number | null) => (milliseconds === null ? undefined : milliseconds / 1000)
  return {
    id: job.id,
    arn: job.arn,
    queue: job.queue,
    role: job.role,
    priority: job.priority,
    clientRequestToken: job.clientRequestToken ?? undefined,
    userMetadata: job.userMetadata,
    settings: job.settings,
    status: job.status,
    createdAt: seconds(job.createdAt),
    timing: { submitTime: seconds(job.createdAt), startTime: seconds(job.startedAt), finishTime: seconds(job.finishedAt) },
    statusUpdateInterval: `SECONDS_${job.statusUpdateSeconds}`,
    accelerationSettings: job.accelerationSettings ?? undefined,
    accelerationStatus: 'NOT_APPLICABLE',
    billingTagsSource: 'JOB',
    retryCount: Math.max(0, job.attempts - 1),
    messages: { info: [], warning: job.warnings },
    warnings: [],
    ...(job.status === 'PROGRESSING' && { currentPhase: job.phase ?? 'PROBING', jobPercentComplete: job.percent }),
    ...(job.status === 'COMPLETE' && {
      outputGroupDetails: job.outputGroups.map(({ outputs }) => ({
        outputDetails: outputs.map(({ durationInMs, widthInPx, heightInPx }) => ({ durationInMs, ...(widthInPx && { videoDetails: { widthInPx, heightInPx } }) })),
      })),
    }),
    ...(job.error && { errorCode: job.error.code, errorMessage: job.error.message }),
  }
}
