import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, describe, test } from 'vitest'
import { withFirstScript } from '../../bin/first-script.ts'
import { type Found, grants, synthesized } from './synthesized.ts'

const local = await synthesized({ stage: 'local' })
const production = await synthesized({ stage: 'production', domainName: 'play.example.org', certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000' })
const of = (type: string, among: readonly Found[] = production) => among.filter(found => found.type === type)
const named = ({ stack, id }: { stack: string; id: string }) => `${stack}/${id}`

/** The CDK's own deployment function stands alone in the web stack; its grants are the CDK's. */
const ours = grants(production).filter(statement => !statement.stack.endsWith('-web'))

describe('least privilege', () => {
  test('no role may do "anything" of a service: every action is written out', () => {
    expect(ours.flatMap(({ of, actions }) => actions.filter(action => action.includes('*')).map(action => `${of} ${action}`))).toEqual([])
    expect(ours.length).toBeGreaterThan(30)
  })

  test('no role is given the same thing twice: pulling a grant out takes something away, which a journey then misses', () => {
    const given = ours.flatMap(({ of, effect, actions, resources }) => actions.flatMap(action => resources.map(resource => JSON.stringify([of, effect, action, resource]))))
    expect(given.filter((one, place) => given.indexOf(one) !== place)).toEqual([])
  })

  test('a grant on all resources exists only where AWS knows no resource: traces and probes', () => {
    const everything = ours.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions)
    expect([...new Set(everything)].sort()).toEqual(['mediaconvert:Probe', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'])
  })

  test('no function may scan a table, delete one, or change who may do what', () => {
    const actions = ours.flatMap(statement => statement.actions)
    expect(actions).not.toContain('dynamodb:Scan')
    expect(actions.filter(action => /^(iam|sts|kms):/.test(action))).toEqual(actions.filter(action => action === 'iam:PassRole'))
  })

  test('the encoder\'s role may be handed to MediaConvert and to nobody else', () => {
    const passing = ours.filter(({ actions }) => actions.includes('iam:PassRole'))
    expect(passing.length).toBeGreaterThan(0)
    for (const { condition, resources } of passing) {
      expect(condition).toEqual({ StringEquals: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } })
      expect(resources).toHaveLength(1)
    }
  })

  test('every function has a role of its own, but those that take the pipeline\'s steps, those that settle where people stand, and those that end an erasure', () => {
    const functions = of('AWS::Lambda::Function').filter(({ stack }) => !stack.endsWith('-web'))
    const byRole = Map.groupBy(functions, ({ properties }) => JSON.stringify(properties.Role))
    expect(functions.length).toBeGreaterThanOrEqual(12)
    const sharing = [...byRole.values()].filter(sharers => sharers.length > 1).map(sharers => sharers.map(({ properties }) => properties.FunctionName))
    expect(sharing.map(names => names.toSorted()).toSorted()).toEqual([
      ['auth-every-minute-call-again', 'auth-on-erasure-account'],
      ['users-api', 'users-every-minute-settle'],
      ['videos-every-minute-reconcile', 'videos-on-erasure-films', 'videos-on-job-changed', 'videos-on-source-uploaded', 'videos-on-standing-changed', 'videos-on-video-asked'],
    ].map(names => names.map(name => `playhouse-production-${name}`)))
  })
})

describe('what is stored', () => {
  test('every bucket is private, encrypted, and cleans up abandoned uploads', () => {
    expect(of('AWS::S3::Bucket')).toHaveLength(4)
    for (const { properties } of of('AWS::S3::Bucket')) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true })
      expect(properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1)
      expect(properties.LifecycleConfiguration.Rules[0].AbortIncompleteMultipartUpload.DaysAfterInitiation).toBe(7)
    }
  })

  test('every bucket and queue refuses whoever comes without TLS', () => {
    const policies = [...of('AWS::S3::BucketPolicy'), ...of('AWS::SQS::QueuePolicy')]
    expect(policies).toHaveLength(of('AWS::S3::Bucket').length + of('AWS::SQS::Queue').length)
    for (const { properties } of policies) {
      expect(properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))
    }
  })

  test('films and pages are read by this one distribution and by nobody else', () => {
    const readers = of('AWS::S3::BucketPolicy').flatMap(({ properties }) => properties.PolicyDocument.Statement).filter(statement => statement.Effect === 'Allow')
    expect(readers.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:GetObject'])
    for (const { Principal, Condition } of readers) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' })
      expect(JSON.stringify(Condition.StringEquals['aws:SourceArn'])).toContain('FrontDoor')
    }
  })

  test('tables and queues are encrypted', () => {
    expect(of('AWS::DynamoDB::Table').every(({ properties }) => properties.SSESpecification.SSEEnabled === true)).toBe(true)
    expect(of('AWS::SQS::Queue').every(({ properties }) => properties.SqsManagedSseEnabled === true)).toBe(true)
  })

  test('outside sandboxes nothing that people made goes with its stack', () => {
    const kept = production.filter(({ type, id }) => ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool'].includes(type) || /^(Uploads|Films)[0-9A-F]{8}$/.test(id))
    expect(kept).toHaveLength(5)
    expect(kept.filter(({ raw }) => raw.DeletionPolicy !== 'Retain' || raw.UpdateReplacePolicy !== 'Retain').map(named)).toEqual([])
    for (const { properties } of of('AWS::DynamoDB::Table')) {
      expect(properties.DeletionProtectionEnabled).toBe(true)
      expect(properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
    }
    expect(of('AWS::Cognito::UserPool')[0]?.properties.DeletionProtection).toBe('ACTIVE')
  })

  test('a sandbox can be torn down whole', () => {
    expect(local.filter(({ raw }) => raw.DeletionPolicy === 'Retain').map(named)).toEqual([])
    expect(of('AWS::DynamoDB::Table', local).every(({ properties }) => properties.DeletionProtectionEnabled === false)).toBe(true)
  })
})

describe('the front door', () => {
  const distribution = of('AWS::CloudFront::Distribution')[0]!.properties.DistributionConfig

  test('a domain of its own speaks TLS 1.2 at least', () => {
    expect(distribution.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021')
    expect(distribution.Aliases).toEqual(['play.example.org'])
  })

  test('no behaviour answers over plain http, and the API caches nothing', () => {
    const behaviours = [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors]
    expect(behaviours.map(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy)).not.toContain('allow-all')
    expect(distribution.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern)).toEqual(['/', '/watch/*', '/robots.txt', '/sitemap.xml', '/embed/*', '/api/*', '/t/*', '/i/*'])
    expect(distribution.CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === '/api/*').CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad')
  })

  test('the page carries its first script, and the policies of pages allow exactly this one in it', () => {
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(withFirstScript(readFileSync(new URL('../../web/index.html', import.meta.url), 'utf8')))!
    const hash = `'sha256-${createHash('sha256').update(script!).digest('base64')}'`
    const policies = of('AWS::CloudFront::ResponseHeadersPolicy').map(({ properties }) => JSON.stringify(properties)).filter(text => text.includes('script-src \'self\''))
    expect(policies).toHaveLength(2)
    for (const policy of policies) expect(policy).toContain(`script-src 'self' ${hash}`)
  })

  test('errors of the API never turn into pages, and one person\'s error is never kept for another', () => {
    expect(distribution.CustomErrorResponses).toEqual([404, 414, 500, 501, 502, 503, 504].map(ErrorCode => ({ ErrorCode, ErrorCachingMinTTL: 0 })))
  })

  test('the log, whose paths hold tokens, is gone after a week', () => {
    const rules = production.find(({ id }) => id.startsWith('AccessLogs'))!.properties.LifecycleConfiguration.Rules
    expect(rules).toContainEqual(expect.objectContaining({ ExpirationInDays: 7 }))
  })
})

describe('what goes wrong', () => {
  test('every queue ends in one that is watched', () => {
    const dead = new Set(of('AWS::SQS::Queue').flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? []))
    const watched = of('AWS::CloudWatch::Alarm').map(({ properties }) => JSON.stringify(properties.Dimensions))
    expect(dead.size).toBeGreaterThan(0)
    for (const queue of dead) expect(watched.some(dimensions => dimensions.includes(queue))).toBe(true)
  })

  test('every alarm says who is hurt, and names its article in the runbook', () => {
    for (const { properties } of of('AWS::CloudWatch::Alarm')) expect(properties.AlarmDescription).toMatch(/^[A-Z].+\. See docs\/runbook\.md#[a-z-]+$/)
  })

  test('consumers of queues and streams answer per record', () => {
    const mappings = of('AWS::Lambda::EventSourceMapping')
    expect(mappings.length).toBeGreaterThanOrEqual(4)
    expect(mappings.every(({ properties }) => properties.FunctionResponseTypes?.includes('ReportBatchItemFailures'))).toBe(true)
  })
})
