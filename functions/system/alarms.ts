/** The alarms of this stage, as CloudWatch sees them. */
import { awsJson } from '../platform/aws-fetch.ts'
import type { AlarmSeen } from './contract.ts'

export interface MetricAlarm {
  readonly AlarmName: string
  readonly AlarmDescription?: string
  readonly StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
  readonly StateReason?: string
  /** Seconds since 1970, in CloudWatch's JSON. */
  readonly StateUpdatedTimestamp: number
}

/** As the description of every alarm of the house ends; see lib/constructs/house-alarm.ts. */
const article = / See docs\/runbook\.md#(?<name>[a-z-]+)$/
const states = { ALARM: 'alarm', OK: 'ok', INSUFFICIENT_DATA: 'unknown' } as const
const order = ['alarm', 'unknown', 'ok']

/** An alarm in our words. `prefix` is cut from its name. */
export function alarmSeen({ AlarmName, AlarmDescription = '', StateValue, StateReason = '', StateUpdatedTimestamp }: MetricAlarm, prefix: string): AlarmSeen {
  return {
    name: AlarmName.startsWith(prefix) ? AlarmName.slice(prefix.length) : AlarmName,
    state: states[StateValue],
    since: new Date(StateUpdatedTimestamp * 1000).toISOString(),
    reason: StateReason,
    whoIsHurt: AlarmDescription.replace(article, ''),
    article: article.exec(AlarmDescription)?.groups?.['name'] ?? null,
  }
}

/** Those that ring first, then those nobody knows of; the latest change first. */
export const inOrder = (alarms: readonly AlarmSeen[]): AlarmSeen[] =>
  alarms.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state) || other.since.localeCompare(one.since) || one.name.localeCompare(other.name))

/** CloudWatch answers at most a hundred at once. */
export async function listAlarms(prefix: string): Promise<AlarmSeen[]> {
  const found: AlarmSeen[] = []
  let NextToken: string | undefined
  do {
    const page: { MetricAlarms?: MetricAlarm[]; NextToken?: string } = await awsJson({
      service: 'monitoring', target: 'GraniteServiceVersion20100801.DescribeAlarms', jsonVersion: '1.0', body: { AlarmNamePrefix: prefix, MaxRecords: 100, NextToken },
    })
    found.push(...(page.MetricAlarms ?? []).map(alarm => alarmSeen(alarm, prefix)))
    NextToken = page.NextToken
  } while (NextToken)
  return inOrder(found)
}
