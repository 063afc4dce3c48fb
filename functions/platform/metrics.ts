/**
 * Figures for the dashboard and the alarms, as lines in the log (CloudWatch's embedded metric format): no call,
 * no client, nothing that could fail a request. A line that is lost is a figure less, so nothing is billed or
 * decided by them.
 */
import { log } from './log.ts'

/** Each metric of the house: what it counts, its unit, and by what it is told apart. lib/observability reads the same table. */
export const metrics = {
  /** From the moment a file has arrived whole to the first quality that plays. */
  TimeToFirstQuality: { unit: 'Seconds', by: null },
  /** From the same moment to the last quality. */
  TimeToReady: { unit: 'Seconds', by: null },
  UploadedBytes: { unit: 'Bytes', by: null },
  /** By the code that its owner sees. */
  FilmFailed: { unit: 'Count', by: 'reason' },
  /** One encoding job; the film may yet be saved by the other one. */
  JobFailed: { unit: 'Count', by: 'kind' },
  PlaybackStarted: { unit: 'Count', by: null },
  PlaybackDenied: { unit: 'Count', by: 'reason' },
  SignInFailed: { unit: 'Count', by: 'reason' },
  /** Sent to the bus by the outbox. */
  EventPublished: { unit: 'Count', by: null },
} as const
export type Metric = keyof typeof metrics

/** CloudWatch's namespace; every metric has the dimension `stage`. */
export const metricNamespace = 'Playhouse'

/** Notes one figure. `by` is the value of the metric's own dimension: a code from a short list, never an id. */
export function measure(name: Metric, value: number, by?: string): void {
  const { unit, by: dimension } = metrics[name]
  const dimensions = dimension === null ? [['stage']] : [['stage'], ['stage', dimension]]
  log.info('metric', {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: metricNamespace, Dimensions: dimensions, Metrics: [{ Name: name, Unit: unit }] }] },
    stage: process.env.STAGE ?? 'none',
    ...(dimension === null ? {} : { [dimension]: by ?? 'none' }),
    [name]: value,
  })
}
