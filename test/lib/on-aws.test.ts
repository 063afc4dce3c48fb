/** What AWS would refuse or not do, seen in the templates before anybody deploys them. */
import { App } from 'aws-cdk-lib'
import { describe, expect, test } from 'vitest'
import { refuseTooLarge, tableOf } from '../../bin/template-sizes.ts'
import { missingFor, stageOf } from '../../lib/stage.ts'
import { synthesized } from './synthesized.ts'

const stacks = await synthesized({ stage: 'dev', mailFrom: 'house@play.example.org' })
const of = (type: string) => stacks.filter(found => found.type === type)
const stage = (context: Record<string, string>) => stageOf(new App({ context, analyticsReporting: false }).node)

describe('the user pool', () => {
  test('sends by the identity that SES has verified: the sender\'s domain', () => {
    expect(JSON.stringify(of('AWS::Cognito::UserPool')[0]!.properties.EmailConfiguration.SourceArn)).toContain(':identity/play.example.org')
  })
  test('is told where only the one address is verified', () => {
    expect(stage({ mailFrom: 'house@play.example.org', mailVerified: 'address' }).mail).toEqual({ from: 'house@play.example.org' })
    expect(() => stage({ mailFrom: 'Playhouse' })).toThrow('is no address')
    expect(() => stage({ mailFrom: 'house@play.example.org', mailVerified: 'yes' })).toThrow('domain or address')
  })
})

test('a stage takes no time or length that nobody could wait for or deny', () => {
  expect(stage({ maxDurationSeconds: '600', mostProcessingSeconds: '7200' })).toMatchObject({ maxDurationSeconds: 600, mostProcessingSeconds: 7200 })
  for (const seconds of ['0', 'soon', '50000']) expect(() => stage({ maxDurationSeconds: seconds })).toThrow('maxDurationSeconds')
  for (const seconds of ['0', 'soon', '60']) expect(() => stage({ mostProcessingSeconds: seconds })).toThrow('mostProcessingSeconds')
})

describe('the dashboard', () => {
  test('finds functions and queues by words of their names: in quotes it would be the whole name, which nothing has', () => {
    const searches = JSON.stringify(of('AWS::CloudWatch::Dashboard')[0]!.properties).match(/SEARCH\('.*?'/g)!.map(text => text.replaceAll(/\\+"/g, '"'))
    const byName = searches.filter(text => text.includes('{AWS/'))
    expect(byName.length).toBeGreaterThan(5)
    for (const text of byName) expect(text).toMatch(/^SEARCH\('\{AWS\/(Lambda,FunctionName|SQS,QueueName|MediaConvert,Queue)\} playhouse dev MetricName="\w+"'$/)
  })
})

describe('the firewall', () => {
  const { Rules: rules, CustomResponseBodies: bodies } = of('AWS::WAFv2::WebACL')[0]!.properties
  const block = rules.find(({ Name }: { Name: string }) => Name === 'calls-per-address').Action.Block.CustomResponse
  test('tells whom it slows down when to come back, in the words of the API', () => {
    expect(block).toMatchObject({ ResponseCode: 429, ResponseHeaders: [{ Name: 'Retry-After', Value: '300' }] })
    expect(bodies[block.CustomResponseBodyKey].ContentType).toBe('APPLICATION_JSON')
    expect(JSON.parse(bodies[block.CustomResponseBodyKey].Content)).toMatchObject({ status: 429, code: 'too_many_requests', title: 'Too fast', detail: expect.stringContaining('Wait a little') })
  })
})

describe('what the edge logs', () => {
  test('is counted: a film that it refuses is a 403, of which CloudFront has no figure', () => {
    const [filter] = of('AWS::Logs::MetricFilter')
    expect(filter!.properties).toMatchObject({ FilterPattern: '"refused:"', MetricTransformations: [{ MetricNamespace: 'Playhouse', MetricName: 'FilmsRefused-dev', MetricValue: '1' }] })
    expect(of('AWS::Logs::LogGroup').map(({ properties }) => properties.LogGroupName)).toContain('/aws/cloudfront/function/playhouse-dev-films')
  })
})

describe('a stage', () => {
  test('that people live in does not come without somebody who hears its alarms', () => {
    for (const name of ['production', 'staging']) expect(missingFor(stage({ stage: name }))).toContain('alarmTopicArn')
    expect(missingFor(stage({ stage: 'production', alarmTopicArn: 'arn:aws:sns:us-east-1:1:a' }))).toBeUndefined()
    expect(missingFor(stage({ stage: 'dev' }))).toBeUndefined()
  })
})

describe('the sizes of the stacks', () => {
  const small = { stack: 'small', resources: 10, bytes: 1000 }
  test('stand beside CloudFormation\'s limits, and one that nears them is marked', () => {
    expect(tableOf([small, { ...small, stack: 'tight', bytes: 800_000 }]).split('\n')).toEqual([
      'small                          10 of 500 resources     1 of 1000 KB', 'tight                          10 of 500 resources   800 of 1000 KB  ← split it soon',
    ])
  })
  test('end the synthesis where CloudFormation would refuse one', () => {
    expect(() => refuseTooLarge([small, { ...small, resources: 500 }, { ...small, bytes: 1_000_000 }])).not.toThrow()
    for (const large of [{ ...small, stack: 'large', resources: 501 }, { ...small, stack: 'large', bytes: 1_000_001 }]) expect(() => refuseTooLarge([small, large])).toThrow(/^CloudFormation takes 500 resources and 1 MB per stack:\nlarge /)
  })
})
