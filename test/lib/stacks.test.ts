import { expect, describe, test } from 'vitest'
import { wildcard } from '../../local/iam/patterns.ts'
import { arnOf, type Found, grants, synthesized } from './synthesized.ts'

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

  test('no role is given the same thing twice, nor a part of what it has: pulling a grant out takes something away, which a journey then misses', () => {
    const given = ours.flatMap(({ of, role, effect, actions, resources }) => actions.flatMap(action => resources.map(arnOf).map(resource => ({ of, role, effect, action, resource }))))
    const within = given.flatMap((one, at) => given.filter((other, place) =>
      at !== place && one.role === other.role && one.effect === other.effect && one.action === other.action && wildcard(one.resource)(other.resource))
      .map(other => `${other.of} ${other.action}: ${other.resource} is within ${one.resource}`))
    expect(within).toEqual([])
    expect(given.length).toBeGreaterThan(200)
  })

  test('no resource gives our roles what they are given already: its policy speaks to services of AWS, or forbids', () => {
    const policies = production.filter(({ type }) => /^AWS::(S3::BucketPolicy|SQS::QueuePolicy|SecretsManager::ResourcePolicy|SNS::TopicPolicy|Events::EventBusPolicy)$/.test(type))
    const allowing = policies.flatMap(({ properties }) => properties.PolicyDocument.Statement).filter(({ Effect }) => Effect === 'Allow')
    expect(allowing.length).toBeGreaterThan(10)
    expect(allowing.filter(({ Principal }) => Object.keys(Principal).join() !== 'Service')).toEqual([])
  })

  test('no service of AWS acts on a resource of ours for a stranger: each is bound to the one that it acts for', () => {
    const policies = [...of('AWS::S3::BucketPolicy'), ...of('AWS::SQS::QueuePolicy')]
    const allowing = policies.flatMap(({ properties }) => properties.PolicyDocument.Statement).filter(({ Effect }) => Effect === 'Allow')
    for (const { Condition } of allowing) expect(Object.keys(Condition ?? {}).map(operator => Object.keys(Condition[operator]).join())).toContain('aws:SourceArn')
    const invoking = of('AWS::Lambda::Permission').filter(({ stack }) => !stack.endsWith('-web'))
    expect(invoking.length).toBeGreaterThan(10)
    expect(invoking.filter(({ properties }) => properties.SourceArn === undefined).map(named)).toEqual([])
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

/** What a run cannot prove, because nothing fails in it without these: they are written down instead. */
describe('what a run cannot miss', () => {
  const functions = of('AWS::Lambda::Function').filter(({ stack }) => !stack.endsWith('-web'))
  const roleOf = ({ stack, properties }: Found) => `${stack}/${properties.Role['Fn::GetAtt'][0]}`
  const may = (fn: Found, action: string) => ours.filter(({ role, effect, actions }) => role === roleOf(fn) && effect === 'Allow' && actions.includes(action)).flatMap(({ resources }) => resources.map(arnOf))

  test.each(['logs:CreateLogStream', 'logs:PutLogEvents'])('every function may write its own log, and only those whose role it shares write another\'s (%s)', action => {
    const logOf = ({ properties }: Found) => arnOf({ 'Fn::GetAtt': [properties.LoggingConfig.LogGroup.Ref, 'Arn'] })
    expect(functions.length).toBeGreaterThanOrEqual(12)
    for (const fn of functions) expect(may(fn, action).toSorted()).toEqual(functions.filter(other => roleOf(other) === roleOf(fn)).map(logOf).toSorted())
  })

  test.each(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'])('every function is traced, and may say so (%s)', action => {
    for (const fn of functions) {
      expect(fn.properties.TracingConfig).toEqual({ Mode: 'Active' })
      expect(may(fn, action)).toEqual(['*'])
    }
  })

  test('whoever mails may send from the sender\'s address and from its domain, whichever of them SES knows, and by the templates of its own mails', () => {
    const mailing = grants(local).filter(({ actions }) => actions.includes('ses:SendEmail')).map(({ of, resources }) => [of, resources.map(arnOf).map(arn => arn.split(':').at(-1)!).toSorted()])
    const sender = ['identity/example.org', 'identity/playhouse@example.org']
    const notices = ['address_changed', 'erased', 'password_changed', 'password_recovered', 'reinstated', 'signed_up_again', 'suspended']
    expect(mailing).toEqual([
      [expect.stringContaining('OnInvited'), [...sender, 'template/playhouse-local-invitation']],
      [expect.stringContaining('EveryMinuteMail'), [...sender, ...notices.map(kind => `template/playhouse-local-${kind}`)]],
    ])
  })
  test('a stage without a sender has nobody who may mail, and still somebody who forgets what cannot be mailed', () => {
    expect(ours.filter(({ actions }) => actions.some(action => action.startsWith('ses:')))).toEqual([])
    expect(functions.map(({ properties }) => properties.FunctionName)).toContain('playhouse-production-notices-every-minute-mail')
  })

  test('every API may share a rate bucket with its other instances, which a quiet one never needs in a run', () => {
    const hot = production.find(({ type, id }) => type === 'AWS::DynamoDB::Table' && id.startsWith('Hot'))!
    const apis = functions.filter(({ properties }) => String(properties.FunctionName).endsWith('-api'))
    expect(apis.map(({ properties }) => properties.FunctionName)).toEqual(['auth', 'channels', 'videos', 'pictures', 'playback', 'sharing', 'users', 'audit', 'system'].map(domain => `playhouse-production-${domain}-api`))
    for (const api of apis) expect(may(api, 'dynamodb:UpdateItem').filter(arn => arn.includes(hot.id))).toHaveLength(1)
  })
})

describe('what is stored', () => {
  test('every bucket is private, encrypted, and cleans up abandoned uploads', () => {
    expect(of('AWS::S3::Bucket')).toHaveLength(4)
    for (const { properties } of of('AWS::S3::Bucket')) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true })
      expect(properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }])
      expect(properties.LifecycleConfiguration.Rules[0].AbortIncompleteMultipartUpload.DaysAfterInitiation).toBe(7)
    }
  })

  test('every bucket and queue refuses whoever comes without TLS', () => {
    const policies = [...of('AWS::S3::BucketPolicy'), ...of('AWS::SQS::QueuePolicy')]
    expect(policies).toHaveLength(of('AWS::S3::Bucket').length + of('AWS::SQS::Queue').length)
    for (const { properties } of policies) {
      expect(properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({ Effect: 'Deny', Principal: expect.anything(), Action: expect.stringMatching(/^(s3|sqs):\*$/), Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))
    }
    // Each has one of its own.
    expect(new Set(of('AWS::S3::BucketPolicy').map(({ properties }) => arnOf(properties.Bucket))).size).toBe(of('AWS::S3::Bucket').length)
    expect(new Set(of('AWS::SQS::QueuePolicy').flatMap(({ properties }) => properties.Queues.map(arnOf))).size).toBe(of('AWS::SQS::Queue').length)
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
    expect(of('AWS::DynamoDB::Table')).toHaveLength(2)
  })

  test('no bucket is public, by list or by policy, and only CloudFront\'s own log takes lists at all', () => {
    const buckets = of('AWS::S3::Bucket')
    expect(buckets.filter(({ properties }) => 'AccessControl' in properties && properties.AccessControl !== 'LogDeliveryWrite').map(named)).toEqual([])
    expect(buckets.filter(({ properties }) => 'WebsiteConfiguration' in properties).map(named)).toEqual([])
    expect(buckets.filter(({ properties }) => properties.OwnershipControls.Rules[0].ObjectOwnership !== 'BucketOwnerEnforced').map(({ id }) => id)).toEqual([expect.stringMatching(/^AccessLogs/)])
    const toAll = of('AWS::S3::BucketPolicy').flatMap(({ properties }) => properties.PolicyDocument.Statement).filter(({ Effect, Principal }) => Effect === 'Allow' && JSON.stringify(Principal).includes('"*"'))
    expect(toAll).toEqual([])
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
    expect(of('AWS::Cognito::UserPool', local)[0]?.properties.DeletionProtection).not.toBe('ACTIVE')
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
