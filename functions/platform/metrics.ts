/**
 * Figures for the dashboard and the alarms, as lines in the log (CloudWatch's embedded metric format): no call,
 * no client, nothing that could fail a request. A line that is lost is a figure less, so nothing is billed or
 * decided by them.
 */
import { log } from './log.ts'
import { metricNamespace, metrics, type Metric } from './metric-names.ts'

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
