import { expect, test } from 'vitest'
import { cloudOf, temporaryDir } from '../kernel/support.ts'

const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }
const allow = (action: string) => ({ Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] })
const role = (more: Record<string, unknown> = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...more } })
const start = (Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>, stateDir = temporaryDir()) => cloudOf({ app: { template: { Resources } } }, [], stateDir)

test('a role holds its own, attached and managed policies', async () => {
  const { cloud } = await start({
    Role: role({ Policies: [{ PolicyName: 'own', PolicyDocument: allow('s3:GetObject') }], ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole', { Ref: 'Managed' }] }),
    Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'more', PolicyDocument: allow('s3:PutObject'), Roles: [{ Ref: 'Role' }] } },
    Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('s3:DeleteObject') } },
  })
  const principal = cloud.resources('AWS::IAM::Role')[0]!.attributes!['Arn'] as string
  expect(principal).toMatch(/^arn:aws:iam::000000000000:role\/app-Role-[0-9A-F]{12}$/)
  for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'sqs:ReceiveMessage']) expect(cloud.iam.allows({ kind: 'role', principal }, { action, resource: 'x' })).toBe(true)
  expect(cloud.iam.allows({ kind: 'role', principal }, { action: 's3:ListBucket', resource: 'x' })).toBe(false)
})

test('a role signs with the same keys after a restart, and another role with others', async () => {
  const stateDir = temporaryDir()
  const arns = ['arn:aws:iam::000000000000:role/a', 'arn:aws:iam::000000000000:role/b']
  const keys = async () => {
    const running = await start({ A: role({ RoleName: 'a' }), B: role({ RoleName: 'b' }) }, stateDir)
    const found = [...arns.map(arn => running.cloud.iam.credentialsOf(arn)), running.operator]
    await running.stop()
    return found
  }
  const first = await keys()
  expect(await keys()).toEqual(first)
  expect(new Set(first.map(({ accessKeyId }) => accessKeyId)).size).toBe(3)
})

test.each([
  ['an unknown managed policy', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }), 'AdministratorAccess is not in local/iam/managed-policies.ts'],
  ['a permissions boundary', role({ PermissionsBoundary: 'arn:x' }), 'does not evaluate PermissionsBoundary'],
])('%s stops the start', async (_, resource, sentence) => {
  await expect(start({ Role: resource })).rejects.toThrow(sentence)
})
