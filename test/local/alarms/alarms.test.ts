import { AwsClient } from 'aws4fetch'
import { describe, expect, test } from 'vitest'
import { alarmState, type AlarmSettings } from '../../../local/alarms/alarm-state.ts'
import { createPlugin as alarms } from '../../../local/alarms/plugin.ts'
import { createPlugin as sqs } from '../../../local/sqs/plugin.ts'
import { cloudOf, roleWith, workerKeys } from '../kernel/support.ts'

const settings: AlarmSettings = { name: 'a', description: '', namespace: 'AWS/SQS', metric: 'M', dimensions: {}, threshold: 0, comparison: 'GreaterThanThreshold', periodSeconds: 300, missing: 'notBreaching' }

describe('the state of an alarm', () => {
  test('rings beyond the threshold, and not at it', () => {
    expect(alarmState(settings, 1).value).toBe('ALARM')
    expect(alarmState(settings, 0).value).toBe('OK')
  })
  test('without data is what the template says', () => {
    expect(alarmState(settings, 'none').value).toBe('OK')
    expect(alarmState({ ...settings, missing: 'breaching' }, 'none').value).toBe('ALARM')
    expect(alarmState({ ...settings, missing: 'missing' }, 'none').value).toBe('INSUFFICIENT_DATA')
  })
  test('is unknown where the local cloud measures nothing', () => {
    expect(alarmState(settings, undefined)).toEqual({ value: 'INSUFFICIENT_DATA', reason: 'The local cloud does not measure M.' })
  })
})

const alarm = (metric: string) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: {
  AlarmDescription: 'Somebody is hurt.', Namespace: 'AWS/SQS', MetricName: metric, Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] } }], Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching', Period: 300, EvaluationPeriods: 1,
} })
const Resources = {
  Dead: { Type: 'AWS::SQS::Queue', Properties: {} }, Filled: alarm('ApproximateNumberOfMessagesVisible'), Strange: alarm('NumberOfEmptyReceives'),
  Role: roleWith({ Effect: 'Allow', Action: ['cloudwatch:DescribeAlarms'], Resource: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:*' }),
}

async function aCloud() {
  const { cloud } = await cloudOf({ app: { template: { Resources } } }, [sqs, alarms])
  const describeAlarms = async (input: object) => {
    const response = await new AwsClient({ ...workerKeys(cloud), service: 'monitoring', region: 'us-east-1' }).fetch(`${cloud.endpoint}/`, {
      method: 'POST', body: JSON.stringify(input), headers: { 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms', 'content-type': 'application/x-amz-json-1.0' },
    })
    return await response.json() as any
  }
  return { cloud, describeAlarms }
}

describe('the alarms of a template', () => {
  test('ring as soon as a message lies in the queue they watch', async () => {
    const { cloud, describeAlarms } = await aCloud()
    expect((await describeAlarms({ AlarmNamePrefix: 'app-Filled' })).MetricAlarms).toMatchObject([{ StateValue: 'OK', AlarmDescription: 'Somebody is hurt.' }])
    await cloud.use('queues').send('arn:aws:sqs:us-east-1:000000000000:app-Dead', '{}')
    expect((await describeAlarms({ StateValue: 'ALARM' })).MetricAlarms).toMatchObject([{ AlarmName: 'app-Filled', StateReason: expect.stringContaining('[1]') }])
  })
  test('come in pages, and are known by their prefix', async () => {
    const { describeAlarms } = await aCloud()
    const first = await describeAlarms({ MaxRecords: 1 })
    const second = await describeAlarms({ MaxRecords: 1, NextToken: first.NextToken })
    expect([...first.MetricAlarms, ...second.MetricAlarms].map(({ AlarmName }: { AlarmName: string }) => AlarmName).sort()).toEqual(['app-Filled', 'app-Strange'])
    expect(second.NextToken).toBeUndefined()
    expect((await describeAlarms({ AlarmNamePrefix: 'other-' })).MetricAlarms).toEqual([])
  })
})
