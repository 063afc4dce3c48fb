/** The state of an alarm, from what the local cloud can see of its metric. Pure. */

export interface AlarmSettings {
  readonly name: string
  readonly description: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly threshold: number
  readonly comparison: string
  readonly periodSeconds: number
  readonly missing: string
}
/** A figure of a metric now, `'none'` where there is no data, undefined where the local cloud does not measure it. */
export type Reading = number | 'none' | undefined
export interface AlarmState { readonly value: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'; readonly reason: string }

const breaches: Readonly<Record<string, (figure: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (figure, threshold) => figure > threshold,
  GreaterThanOrEqualToThreshold: (figure, threshold) => figure >= threshold,
  LessThanThreshold: (figure, threshold) => figure < threshold,
  LessThanOrEqualToThreshold: (figure, threshold) => figure <= threshold,
}

export function alarmState({ metric, threshold, comparison, missing }: AlarmSettings, reading: Reading): AlarmState {
  if (reading === undefined) return { value: 'INSUFFICIENT_DATA', reason: `The local cloud does not measure ${metric}.` }
  if (reading === 'none') {
    if (missing === 'breaching') return { value: 'ALARM', reason: 'Missing datapoints were treated as breaching.' }
    return missing === 'notBreaching' ? { value: 'OK', reason: 'Missing datapoints were treated as not breaching.' } : { value: 'INSUFFICIENT_DATA', reason: 'There is no data.' }
  }
  const isBad = breaches[comparison]
  if (!isBad) throw new Error(`The local cloud does not know the comparison ${comparison}.`)
  return isBad(reading, threshold)
    ? { value: 'ALARM', reason: `Threshold Crossed: the datapoint [${reading}] was beyond the threshold (${threshold}).` }
    : { value: 'OK', reason: `The datapoint [${reading}] was within the threshold (${threshold}).` }
}
