import { DescribeSecretCommand, GetSecretValueCommand, ListSecretVersionIdsCommand, PutSecretValueCommand, RotateSecretCommand, SecretsManagerClient, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager'
import { describe, expect, test, vi } from 'vitest'
import type { RunningCloud } from '../../../local/kernel/start.ts'
import type { CreatePlugin } from '../../../local/plugin.ts'
import { createPlugin as secrets } from '../../../local/secrets/plugin.ts'
import { cloudOf, roleWith, temporaryDir, workerKeys } from '../kernel/support.ts'

const V1 = 'a'.repeat(32)
const V2 = 'b'.repeat(32)

const template = (more: Record<string, unknown> = {}) => ({
  Resources: {
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'playback', GenerateSecretString: { SecretStringTemplate: '{"kid":"0"}', GenerateStringKey: 'secret', ExcludePunctuation: true, PasswordLength: 43 } } },
    Role: roleWith({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Secret' } }),
    ...more,
  },
})
const rotation = { Rotation: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: { Ref: 'Secret' }, RotationLambdaARN: 'arn:rotator', RotationRules: { ScheduleExpression: 'rate(30 days)' } } } }

const client = (running: RunningCloud, credentials = running.operator) => new SecretsManagerClient({ endpoint: running.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
const SecretId = 'playback'
const plain = () => cloudOf({ keys: { template: template() } }, [secrets])

/** A stand-in for the Lambda service whose one function does what a rotation function does, through the real API. */
function rotator(fail: { inStep?: string } = {}): CreatePlugin & { readonly steps: string[] } {
  const steps: string[] = []
  const create: CreatePlugin = cloud => {
    cloud.offer('lambda', {
      list: () => [],
      async invoke(_, payload, { caller }) {
        const { Step, SecretId: id, ClientRequestToken } = payload as { Step: string; SecretId: string; ClientRequestToken: string }
        steps.push(Step)
        expect(caller).toMatchObject({ kind: 'service', principal: 'secretsmanager.amazonaws.com', sourceArn: id })
        if (fail.inStep === Step) return { requestId: 'r', payload: { errorMessage: 'the edge is away' }, functionError: 'Unhandled' }
        const api = new SecretsManagerClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials: cloud.iam.operator })
        if (Step === 'createSecret') await api.send(new PutSecretValueCommand({ SecretId: id, ClientRequestToken, SecretString: `{"kid":"${ClientRequestToken}"}`, VersionStages: ['AWSPENDING'] }))
        if (Step === 'finishSecret') {
          const { VersionIdsToStages = {} } = await api.send(new DescribeSecretCommand({ SecretId: id }))
          const current = Object.keys(VersionIdsToStages).find(version => VersionIdsToStages[version]!.includes('AWSCURRENT'))!
          await api.send(new UpdateSecretVersionStageCommand({ SecretId: id, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId: current }))
        }
        return { requestId: 'r', payload: null }
      },
    })
    return { name: 'lambda', resources: {} }
  }
  return Object.assign(create, { steps })
}

describe('a secret', () => {
  test('is generated as the template asks, and keeps its value over a restart', async () => {
    const stateDir = temporaryDir()
    const first = await cloudOf({ keys: { template: template() } }, [secrets], stateDir)
    const value = first.cloud.use('secrets').value(SecretId)
    expect(JSON.parse(value)).toEqual({ kid: '0', secret: expect.stringMatching(/^[A-Za-z0-9]{43}$/) })
    await first.stop()
    const second = await cloudOf({ keys: { template: template() } }, [secrets], stateDir)
    expect(second.cloud.use('secrets').value(SecretId)).toBe(value)
  })
  test('is found by name, by ARN, and by an ARN without its random letters', async () => {
    const running = await plain()
    const { ARN } = await client(running).send(new DescribeSecretCommand({ SecretId }))
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:playback-\w{6}$/)
    for (const id of [ARN!, ARN!.slice(0, -7)]) expect((await client(running).send(new GetSecretValueCommand({ SecretId: id }))).Name).toBe('playback')
  })
  test('is read by who was granted to, and changed by nobody else', async () => {
    const running = await plain()
    const worker = client(running, workerKeys(running.cloud))
    expect((await worker.send(new GetSecretValueCommand({ SecretId }))).VersionStages).toEqual(['AWSCURRENT'])
    await expect(worker.send(new PutSecretValueCommand({ SecretId, SecretString: 'mine' }))).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('secretsmanager:PutSecretValue') })
  })
  test('that does not exist is told so', async () => {
    const running = await plain()
    await expect(client(running).send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('versions of a secret', () => {
  const put = (running: RunningCloud, version: string, value: string, stages?: string[]) =>
    client(running).send(new PutSecretValueCommand({ SecretId, ClientRequestToken: version, SecretString: value, VersionStages: stages }))
  const read = async (running: RunningCloud, wanted: { VersionStage?: string; VersionId?: string } = {}) => (await client(running).send(new GetSecretValueCommand({ SecretId, ...wanted }))).SecretString

  test('leave AWSPREVIOUS behind when AWSCURRENT moves on', async () => {
    const running = await plain()
    await put(running, V1, 'one')
    await put(running, V2, 'two')
    expect([await read(running), await read(running, { VersionStage: 'AWSPREVIOUS' })]).toEqual(['two', 'one'])
  })
  test('are current only once promoted from AWSPENDING', async () => {
    const running = await plain()
    await put(running, V1, 'one')
    await put(running, V2, 'two', ['AWSPENDING'])
    expect([await read(running), await read(running, { VersionStage: 'AWSPENDING' }), await read(running, { VersionId: V2 })]).toEqual(['one', 'two', 'two'])
    await client(running).send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: V2, RemoveFromVersionId: V1 }))
    expect([await read(running), await read(running, { VersionStage: 'AWSPREVIOUS' })]).toEqual(['two', 'one'])
  })
  test('take a label from another only when that one is named', async () => {
    const running = await plain()
    await put(running, V1, 'one', ['AWSPENDING'])
    await expect(client(running).send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: V1 }))).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
  test('may be put again as they are, and never changed', async () => {
    const running = await plain()
    await put(running, V1, 'one')
    await put(running, V1, 'one')
    await expect(put(running, V1, 'other')).rejects.toMatchObject({ name: 'ResourceExistsException' })
  })
  test('that no longer have a label are listed only on demand', async () => {
    const running = await plain()
    for (const [index, version] of [V1, V2].entries()) await put(running, version, String(index))
    expect((await client(running).send(new ListSecretVersionIdsCommand({ SecretId }))).Versions).toHaveLength(2)
    expect((await client(running).send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }))).Versions).toHaveLength(3)
  })
})

describe('rotation', () => {
  test('happens once when the secret is made, and not again at the next start', async () => {
    const stateDir = temporaryDir()
    const lambda = rotator()
    const stacks = { keys: { template: template(rotation) } }
    const running = await cloudOf(stacks, [lambda, secrets], stateDir)
    expect(lambda.steps).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret'])
    expect(running.cloud.use('secrets').value(SecretId)).toMatch(/"kid":"[0-9a-f-]{36}"/)
    await running.stop()
    await cloudOf(stacks, [lambda, secrets], stateDir)
    expect(lambda.steps).toHaveLength(4)
  })
  test('that fails stops the start with the step and the reason', async () => {
    await expect(cloudOf({ keys: { template: template(rotation) } }, [rotator({ inStep: 'setSecret' }), secrets])).rejects.toThrow('The rotation of the secret playback failed in setSecret: the edge is away')
  })
  test('that failed half-way goes on with the same version', async () => {
    const fail: { inStep?: string } = {}
    const stateDir = temporaryDir()
    const start = () => cloudOf({ keys: { template: template(rotation) } }, [rotator(fail), secrets], stateDir)
    const running = await start()
    fail.inStep = 'testSecret'
    const { VersionId } = await client(running).send(new RotateSecretCommand({ SecretId }))
    await vi.waitFor(() => expect(running.cloud.activity({ kind: 'error' })).toHaveLength(1))
    await expect(client(running).send(new RotateSecretCommand({ SecretId }))).rejects.toMatchObject({ name: 'InvalidRequestException' })
    delete fail.inStep
    await running.stop()
    const again = await start()
    await vi.waitFor(async () => expect((await client(again).send(new GetSecretValueCommand({ SecretId }))).VersionId).toBe(VersionId))
  })
})
