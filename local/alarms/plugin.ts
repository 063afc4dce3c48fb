/** CloudWatch as far as alarms go: it says how they stand, by the few metrics that can be read off the local cloud. Nobody is paged. */
import { jsonError, jsonReply, targetOperation } from '../kernel/json-protocol.ts'
import { AwsError, type Api, type Cloud, type CreatePlugin, type Resource } from '../plugin.ts'
import { alarmState, type AlarmSettings, type AlarmState, type Reading } from './alarm-state.ts'

interface Alarm { readonly settings: AlarmSettings; readonly arn: string; state: AlarmState; since: Date }
interface Input { AlarmNamePrefix?: string; AlarmNames?: string[]; StateValue?: string; MaxRecords?: number; NextToken?: string }

export const createPlugin: CreatePlugin = cloud => {
  const alarms = new Map<string, Alarm>()

  /** As it stands at this moment; its clock starts anew when the state changes. */
  const look = (alarm: Alarm): Alarm => {
    const state = alarmState(alarm.settings, readingOf(alarm.settings, cloud))
    if (state.value !== alarm.state.value) alarm.since = cloud.now()
    alarm.state = state
    return alarm
  }

  const describe = ({ AlarmNamePrefix = '', AlarmNames, StateValue, MaxRecords = 50, NextToken = '0' }: Input) => {
    if (!Number.isInteger(MaxRecords) || MaxRecords < 1 || MaxRecords > 100) throw new AwsError('InvalidParameterValue', 'MaxRecords must be between 1 and 100.')
    const from = Number(NextToken)
    const found = [...alarms.values()].map(look).filter(({ settings: { name }, state }) =>
      name.startsWith(AlarmNamePrefix) && (AlarmNames === undefined || AlarmNames.includes(name)) && (StateValue === undefined || state.value === StateValue))
    return { MetricAlarms: found.slice(from, from + MaxRecords).map(shown), CompositeAlarms: [], ...(found.length > from + MaxRecords && { NextToken: String(from + MaxRecords) }) }
  }

  const api: Api = {
    signingName: 'monitoring',
    operationOf: request => (targetOperation(request, 'GraniteServiceVersion20100801') === 'DescribeAlarms' ? 'DescribeAlarms' : null),
    permissions: () => [{ action: 'cloudwatch:DescribeAlarms', resource: `arn:aws:cloudwatch:${cloud.region}:${cloud.account}:alarm:*` }],
    handle: async (_operation, request) => jsonReply(describe(JSON.parse((await request.text()) || '{}') as Input), '1.0'),
    error: error => jsonError(error, '1.0'),
  }

  return {
    name: 'alarms',
    api,
    resources: {
      'AWS::CloudWatch::Alarm': resource => {
        const settings = settingsOf(resource)
        const arn = `arn:aws:cloudwatch:${cloud.region}:${cloud.account}:alarm:${settings.name}`
        alarms.set(settings.name, { settings, arn, state: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation' }, since: cloud.now() })
        return { ref: settings.name, attributes: { Arn: arn } }
      },
    },
  }
}

function settingsOf({ stack, logicalId, properties }: Resource): AlarmSettings {
  // What is computed from several metrics has them in a list; none of those is measured here.
  const dimensions = (properties['Dimensions'] ?? []) as { Name: string; Value: string }[]
  return {
    name: properties['AlarmName'] ?? `${stack}-${logicalId}`,
    description: properties['AlarmDescription'] ?? '',
    namespace: properties['Namespace'] ?? '',
    metric: properties['MetricName'] ?? 'an expression',
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
    threshold: Number(properties['Threshold']),
    comparison: properties['ComparisonOperator'],
    periodSeconds: Number(properties['Period'] ?? 300),
    missing: properties['TreatMissingData'] ?? 'missing',
  }
}

const shown = ({ settings: { name, description, namespace, metric, threshold, comparison, periodSeconds }, arn, state, since }: Alarm) => ({
  AlarmName: name, AlarmArn: arn, AlarmDescription: description, Namespace: namespace, MetricName: metric, Threshold: threshold, ComparisonOperator: comparison, Period: periodSeconds,
  StateValue: state.value, StateReason: state.reason, StateUpdatedTimestamp: since.getTime() / 1000,
})

/** What can be read off queues and functions; everything else counts as not measured. */
function readingOf({ namespace, metric, dimensions, periodSeconds }: AlarmSettings, cloud: Cloud): Reading {
  const since = cloud.now().getTime() - periodSeconds * 1000
  switch (`${namespace} ${metric}`) {
    case 'AWS/SQS ApproximateNumberOfMessagesVisible': return queueNamed(dimensions['QueueName'], cloud)?.visible ?? 'none'
    case 'AWS/SQS ApproximateAgeOfOldestMessage': return ageOfOldest(dimensions['QueueName'], cloud)
    case 'AWS/Lambda Errors': {
      const errors = cloud.activity({ kind: 'error', source: dimensions['FunctionName'] }).filter(({ at }) => Date.parse(at) >= since)
      return errors.length === 0 ? 'none' : errors.length
    }
    default: return undefined
  }
}

const queueNamed = (name: string | undefined, cloud: Cloud) => cloud.use('queues').list().find(queue => queue.name === name)

/** Seconds. */
function ageOfOldest(name: string | undefined, cloud: Cloud): Reading {
  const queue = queueNamed(name, cloud)
  if (!queue) return 'none'
  const sent = cloud.use('queues').peek(queue.arn).map(({ sentAt }) => Date.parse(sentAt))
  return sent.length === 0 ? 'none' : Math.round((cloud.now().getTime() - Math.min(...sent)) / 1000)
}
