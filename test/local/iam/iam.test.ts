import { describe, expect, test } from 'vitest'
import { createIam } from '../../../local/iam/iam.ts'
import type { Caller, Permission, PolicyStatement } from '../../../local/plugin.ts'

const ROLE = 'arn:aws:iam::000000000000:role/worker'
const role: Caller = { kind: 'role', principal: ROLE }
const cloudfront: Caller = { kind: 'service', principal: 'cloudfront.amazonaws.com', sourceArn: 'arn:aws:cloudfront::000000000000:distribution/D1' }
const FILMS = 'arn:aws:s3:::films'

function iamWith(...Statement: PolicyStatement[]) {
  const iam = createIam({ value: {}, save: () => {}, flush: async () => {} })
  iam.declareRole(ROLE, { Statement: [{ Effect: 'Allow', Principal: { Service: 'mediaconvert.amazonaws.com' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } }] })
  iam.attach(ROLE, 'own', { Statement })
  return iam
}
const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: PolicyStatement['Condition']): PolicyStatement => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) })
const may = (statement: PolicyStatement | PolicyStatement[], permission: Permission, caller = role) => iamWith(...[statement].flat()).allows(caller, permission)
const get = { action: 's3:GetObject', resource: `${FILMS}/v/1.mp4` }

describe('a role', () => {
  test('may what a policy of its allows, and nothing else', () => {
    expect(may(allow('s3:GetObject', `${FILMS}/v/*`), get)).toBe(true)
    expect(may(allow('s3:GetObject', `${FILMS}/v/*`), { ...get, resource: `${FILMS}/i/1.png` })).toBe(false)
    expect(may(allow('s3:GetObject', `${FILMS}/v/*`), { ...get, action: 's3:PutObject' })).toBe(false)
    expect(may([], get)).toBe(false)
  })
  test('is matched without regard to case in actions, with it in resources', () => {
    expect(may(allow('S3:getobject', FILMS + '/*'), get)).toBe(true)
    expect(may(allow('s3:GetObject', FILMS.toUpperCase() + '/*'), get)).toBe(false)
  })
  test.each([['s3:Get*', true], ['s3:*Object', true], ['s3:GetObjec?', true], ['s3:Get', false], ['*', true], ['s3:GetObject?', false], ['s3.GetObject', false]])('with the action %s may get an object: %s', (action, expected) => {
    expect(may(allow(action), get)).toBe(expected)
  })
  test('may everything but what NotAction and NotResource name', () => {
    expect(may({ Effect: 'Allow', NotAction: 's3:Put*', Resource: '*' }, get)).toBe(true)
    expect(may({ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }, get)).toBe(false)
    expect(may({ Effect: 'Allow', Action: '*', NotResource: `${FILMS}/v/*` }, get)).toBe(false)
  })
  test('is denied what one statement denies, whatever others allow', () => {
    const iam = iamWith(allow('s3:*'), { Effect: 'Deny', Action: 's3:GetObject', Resource: `${FILMS}/v/*` })
    expect(() => iam.authorise(role, [get])).toThrow(`User: ${ROLE} is not authorized to perform: s3:GetObject on resource: ${get.resource} with an explicit deny in an identity-based policy`)
    expect(() => iam.authorise(role, [{ ...get, resource: `${FILMS}/i/1` }])).not.toThrow()
  })
  test('may what the resource allows it, unless the resource denies it', () => {
    const resourcePolicy = (Effect: 'Allow' | 'Deny') => ({ Statement: [{ Effect, Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: '*' }] })
    expect(may([], { ...get, resourcePolicy: resourcePolicy('Allow') })).toBe(true)
    expect(may(allow('s3:*'), { ...get, resourcePolicy: resourcePolicy('Deny') })).toBe(false)
  })
  test('gains nothing from a resource that only trusts the account', () => {
    expect(may([], { ...get, resourcePolicy: { Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: '*', Resource: '*' } } })).toBe(false)
  })
  test('needs every permission of an operation', () => {
    expect(() => iamWith(allow('s3:GetObject')).authorise(role, [get, { action: 's3:PutObject', resource: FILMS }])).toThrow(/s3:PutObject/)
  })
  test('keeps its keys', () => {
    const iam = iamWith()
    expect(iam.credentialsOf(ROLE)).toEqual(iam.credentialsOf(ROLE))
    expect(iam.signerOf(iam.credentialsOf(ROLE).accessKeyId)?.caller).toEqual(role)
    expect(() => iam.credentialsOf('arn:other')).toThrow('There is no role arn:other')
  })
})

describe('a service', () => {
  const policy = (Condition?: PolicyStatement['Condition']) => ({ Statement: [{ Effect: 'Allow' as const, Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: `${FILMS}/*`, ...(Condition && { Condition }) }] })
  test('may only what the resource allows it', () => {
    expect(may(allow('s3:*'), get, cloudfront)).toBe(false)
    expect(may([], { ...get, resourcePolicy: policy() }, cloudfront)).toBe(true)
    expect(may([], { ...get, resourcePolicy: policy() }, { ...cloudfront, principal: 'events.amazonaws.com' })).toBe(false)
  })
  test('acts for the resource that the policy names', () => {
    expect(may([], { ...get, resourcePolicy: policy({ StringEquals: { 'AWS:SourceArn': cloudfront.sourceArn } }) }, cloudfront)).toBe(true)
    expect(may([], { ...get, resourcePolicy: policy({ ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::000000000000:distribution/*' } }) }, cloudfront)).toBe(true)
    expect(() => iamWith().authorise(cloudfront, [{ ...get, resourcePolicy: policy({ StringEquals: { 'aws:SourceArn': 'other' } }) }])).toThrow('Service: cloudfront.amazonaws.com (for arn:aws:cloudfront::000000000000:distribution/D1) is not authorized to perform: s3:GetObject')
  })
  test('may act as a role that trusts it', () => {
    const iam = iamWith()
    expect(iam.trusts(ROLE, 'mediaconvert.amazonaws.com')).toBe(true)
    expect(iam.trusts(ROLE, 'lambda.amazonaws.com')).toBe(false)
    expect(iam.trusts('arn:other', 'mediaconvert.amazonaws.com')).toBe(false)
  })
})

test('a stranger may only what a resource gives to all', () => {
  const stranger: Caller = { kind: 'anonymous', principal: 'anonymous' }
  expect(may([], get, stranger)).toBe(false)
  expect(may([], { ...get, resourcePolicy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }] } }, stranger)).toBe(true)
})

test('a policy that asks for TLS is content with loopback', () => {
  const tlsOnly = { Statement: [{ Effect: 'Deny' as const, Principal: { AWS: '*' }, Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] }
  expect(may(allow('s3:*'), { ...get, resourcePolicy: tlsOnly })).toBe(true)
})

describe('a condition', () => {
  const context = { 'dynamodb:LeadingKeys': ['usr_1', 'usr_2'], 'iam:PassedToService': 'mediaconvert.amazonaws.com', 's3:max-keys': '10', 's3:prefix': 'v/film' }
  test.each<[Record<string, Record<string, unknown>>, boolean]>([
    [{ StringEquals: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } }, true],
    [{ StringEquals: { 'iam:passedtoservice': ['a', 'mediaconvert.amazonaws.com'] } }, true],
    [{ StringEquals: { 'iam:PassedToService': 'MEDIACONVERT.amazonaws.com' } }, false],
    [{ StringEqualsIgnoreCase: { 'iam:PassedToService': 'MEDIACONVERT.amazonaws.com' } }, true],
    [{ StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }, true],
    [{ StringNotEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'mediaconvert.amazonaws.com'] } }, false],
    [{ StringLike: { 's3:prefix': 'v/*' } }, true],
    [{ StringNotLike: { 's3:prefix': 'v/*' } }, false],
    [{ StringEquals: { absent: 'x' } }, false],
    [{ StringNotEquals: { absent: 'x' } }, true],
    [{ StringEqualsIfExists: { absent: 'x' } }, true],
    [{ StringEqualsIfExists: { 's3:prefix': 'x' } }, false],
    [{ Null: { absent: 'true' } }, true],
    [{ Null: { 's3:prefix': true } }, false],
    [{ NumericLessThanEquals: { 's3:max-keys': 10 } }, true],
    [{ NumericGreaterThan: { 's3:max-keys': '10' } }, false],
    [{ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'usr_*' } }, true],
    [{ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'usr_1' } }, false],
    [{ 'ForAllValues:StringEquals': { absent: 'usr_1' } }, true],
    [{ 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'usr_1' } }, true],
    [{ 'ForAnyValue:StringEquals': { absent: 'usr_1' } }, false],
    [{ StringLike: { 's3:prefix': 'v/*' }, NumericEquals: { 's3:max-keys': 11 } }, false],
  ])('%j holds: %s', (condition, expected) => expect(may(allow('s3:*', '*', condition), { ...get, context })).toBe(expected))

  test.each([[{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, 'IpAddress'], [{ StringLike: { 's3:prefix': 'home/${aws:username}/*' } }, 'policy variables']])('that cannot be evaluated is refused when the policy is read: %j', (condition, reason) => {
    expect(() => iamWith(allow('s3:*', '*', condition))).toThrow(reason)
  })
})

describe('the ledger', () => {
  test('lists what is granted and was never used', () => {
    const iam = iamWith(allow(['s3:GetObject', 's3:PutObject'], `${FILMS}/*`), allow('dynamodb:*', 'arn:table'), allow(['logs:PutLogEvents', 'xray:PutTraceSegments']))
    iam.authorise(role, [get])
    expect(iam.unexercised()).toEqual([{ role: ROLE, action: 's3:PutObject', resource: `${FILMS}/*` }, { role: ROLE, action: 'dynamodb:*', resource: 'arn:table' }])
    iam.authorise(role, [{ action: 'dynamodb:GetItem', resource: 'arn:table' }])
    expect(iam.unexercised()).toHaveLength(1)
  })
  test('tells grants of one action on two resources apart, though one statement gives both', () => {
    const iam = iamWith(allow(['s3:GetObject', 's3:PutObject'], [`${FILMS}/v/*`, `${FILMS}/i/*`]), allow('s3:GetObject', 'arn:aws:s3:::uploads/*'))
    iam.authorise(role, [get, { action: 's3:PutObject', resource: `${FILMS}/i/1.png` }])
    expect(iam.unexercised().map(({ action, resource }) => `${action} ${resource}`)).toEqual([`s3:GetObject ${FILMS}/i/*`, `s3:PutObject ${FILMS}/v/*`, 's3:GetObject arn:aws:s3:::uploads/*'])
  })
  test('counts a use only for the one grant without which it would have been refused', () => {
    const iam = iamWith(allow('s3:GetObject', [`${FILMS}/*`, `${FILMS}/v/*`]), allow('s3:Get*', `${FILMS}/v/*`))
    iam.authorise(role, [get])
    expect(iam.unexercised()).toHaveLength(3)
    iam.authorise(role, [{ ...get, resource: `${FILMS}/i/1.png` }])
    expect(iam.unexercised().map(({ action, resource }) => `${action} ${resource}`)).toEqual([`s3:GetObject ${FILMS}/v/*`, `s3:Get* ${FILMS}/v/*`])
  })
  test('counts no use of what the resource allows anyway', () => {
    const iam = iamWith(allow('s3:GetObject', `${FILMS}/v/*`))
    iam.authorise(role, [{ ...get, resourcePolicy: { Statement: { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: '*' } } }])
    expect(iam.unexercised()).toHaveLength(1)
    iam.authorise(role, [get])
    expect(iam.unexercised()).toEqual([])
  })
  test('names what is left by NotAction and NotResource as one', () => {
    const iam = iamWith({ Effect: 'Allow', NotAction: ['s3:Put*', 's3:Delete*'], NotResource: [`${FILMS}/v/*`, `${FILMS}/w/*`] })
    expect(iam.unexercised()).toEqual([{ role: ROLE, action: 'all but s3:Put*, s3:Delete*', resource: `all but ${FILMS}/v/*, ${FILMS}/w/*` }])
    iam.authorise(role, [{ ...get, resource: `${FILMS}/i/1.png` }])
    expect(iam.unexercised()).toEqual([])
  })
  test('counts neither questions nor refusals as use', () => {
    const iam = iamWith(allow('s3:GetObject', `${FILMS}/v/*`))
    iam.allows(role, get)
    expect(() => iam.authorise(role, [{ ...get, resource: 'other' }])).toThrow()
    expect(() => iam.authorise(role, [get, { action: 's3:PutObject', resource: FILMS }])).toThrow()
    expect(iam.unexercised()).toHaveLength(1)
  })
  test('holds every denial once, the latest first, however many there were', () => {
    const iam = iamWith()
    const ask = (caller: Caller, permission: Permission) => expect(() => iam.authorise(caller, [permission])).toThrow()
    ask(role, get)
    for (let at = 0; at < 6_000; at++) ask(cloudfront, get)
    ask(role, { ...get, action: 's3:PutObject' })
    expect(iam.denied()).toMatchObject([
      { caller: ROLE, action: 's3:PutObject', resource: get.resource },
      { caller: 'cloudfront.amazonaws.com', action: 's3:GetObject', resource: get.resource },
      { caller: ROLE, action: 's3:GetObject', resource: get.resource, message: expect.stringContaining(`User: ${ROLE} is not authorized to perform: s3:GetObject`) },
    ])
    ask(role, get)
    expect(iam.denied().map(({ caller, action }) => [caller, action])).toEqual([[ROLE, 's3:GetObject'], [ROLE, 's3:PutObject'], ['cloudfront.amazonaws.com', 's3:GetObject']])
  })
  test('does not hold a question that was answered with no', () => {
    const iam = iamWith()
    iam.allows(role, get)
    expect(iam.denied()).toEqual([])
  })
})
