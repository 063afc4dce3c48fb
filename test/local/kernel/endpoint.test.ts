import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { AwsClient } from 'aws4fetch'
import { describe, expect, test } from 'vitest'
import type { RunningCloud } from '../../../local/kernel/start.ts'
import { cloudOf, echoService, roleWith, workerKeys, WORKER } from './support.ts'

const allow = (action: string) => ({ Effect: 'Allow', Action: action, Resource: '*' })
const dynamo = (statements: unknown[] = [allow('dynamodb:GetItem')]) =>
  cloudOf({ app: { template: { Resources: { Role: roleWith(...statements) } } } }, [echoService('dynamodb', 'DynamoDB_20120810')])

const client = (running: RunningCloud, credentials = workerKeys(running.cloud)) =>
  new DynamoDBClient({ endpoint: running.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
const get = new GetItemCommand({ TableName: 'films', Key: { pk: { S: 'a' } } })

/** A request signed by hand, so that it can be broken afterwards. */
async function signed(running: RunningCloud, options: { date?: string; body?: string; target?: string; region?: string } = {}): Promise<Request> {
  const keys = workerKeys(running.cloud)
  return new AwsClient({ ...keys, service: 'dynamodb', region: options.region ?? 'us-east-1' }).sign(`${running.endpoint}/`, {
    method: 'POST',
    body: options.body ?? '{}',
    headers: { 'x-amz-target': options.target ?? 'DynamoDB_20120810.GetItem' },
    ...(options.date && { aws: { datetime: options.date } }),
  })
}
const outcome = async (request: Request | string, init?: RequestInit) => {
  const response = await fetch(request, init)
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

describe('a request of the real SDK', () => {
  test('reaches its plugin as the role that signed it', async () => {
    const running = await dynamo()
    expect(await client(running).send(get)).toMatchObject({ $metadata: { httpStatusCode: 200 } })
    expect((await outcome(await signed(running))).body).toMatchObject({ operation: 'GetItem', caller: WORKER })
  })
  test('without a grant is denied, principal, action and resource named', async () => {
    const running = await dynamo()
    const put = client(running).send(new PutItemCommand({ TableName: 'films', Item: { pk: { S: 'a' } } }))
    await expect(put).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${WORKER} is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:thing/one because no identity-based policy allows the dynamodb:PutItem action`,
    })
    expect(running.cloud.activity({ kind: 'denied' })).toHaveLength(1)
  })
  test('of the operator may do anything', async () => {
    const running = await dynamo([])
    expect(await client(running, running.operator).send(new PutItemCommand({ TableName: 'films', Item: { pk: { S: 'a' } } }))).toMatchObject({ $metadata: { httpStatusCode: 200 } })
  })
  test('with a key nobody has is refused', async () => {
    const running = await dynamo()
    await expect(client(running, { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' }).send(get)).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  })
  test('with a wrong secret is refused', async () => {
    const running = await dynamo()
    await expect(client(running, { ...workerKeys(running.cloud), secretAccessKey: 'x' }).send(get)).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })
})

describe('a signed request that was changed', () => {
  test('in its body is refused', async () => {
    const running = await dynamo()
    const { headers, url } = await signed(running)
    expect(await outcome(url, { method: 'POST', headers, body: '{"other":1}' })).toMatchObject({ status: 400, body: { __type: 'InvalidSignatureException' } })
  })
  test('in its operation is refused', async () => {
    const running = await dynamo()
    const request = await signed(running)
    request.headers.set('x-amz-target', 'DynamoDB_20120810.PutItem')
    expect((await outcome(request)).body).toMatchObject({ __type: 'InvalidSignatureException' })
  })
  test('in its path or query is refused', async () => {
    const running = await dynamo()
    const { headers } = await signed(running)
    for (const path of ['/other', '/?a=b']) expect((await outcome(running.endpoint + path, { method: 'POST', headers, body: '{}' })).body).toMatchObject({ __type: 'InvalidSignatureException' })
  })
  test('or is not of now is refused', async () => {
    const running = await dynamo()
    for (const minutes of [-16, 16]) {
      const date = new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, '')
      expect((await outcome(await signed(running, { date }))).body).toMatchObject({ __type: 'RequestTimeTooSkewed' })
    }
  })
  test('or was signed for another region is refused', async () => {
    const running = await dynamo()
    expect((await outcome(await signed(running, { region: 'eu-west-1' }))).body).toMatchObject({ __type: 'InvalidSignatureException' })
  })
})

describe('what is no signed request', () => {
  test('is refused when its service wants a signature', async () => {
    const running = await dynamo()
    expect(await outcome(running.endpoint, { method: 'POST', body: '{}', headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } })).toMatchObject({ status: 400, body: { __type: 'MissingAuthenticationTokenException' } })
  })
  test('reaches the operations that come unsigned', async () => {
    const unsigned = { unsignedOperation: () => 'SignUp' }
    const running = await cloudOf({ app: { template: {} } }, [echoService('cognito-idp', 'Cognito', unsigned)])
    expect((await outcome(running.endpoint, { method: 'POST', body: 'hello' })).body).toEqual({ operation: 'SignUp', caller: 'anonymous', body: 'hello' })
  })
  test('reaches the plain routes that plugins serve', async () => {
    const running = await dynamo()
    running.cloud.route('/cognito/', (_, response) => void response.end('{"keys":"here"}'))
    expect((await outcome(`${running.endpoint}/cognito/pool/.well-known/jwks.json`)).body).toEqual({ keys: 'here' })
  })
})

describe('an operation', () => {
  test('that no plugin knows is answered by name', async () => {
    const running = await dynamo()
    const { body } = await outcome(await signed(running, { target: 'Other_1.GetItem' }))
    expect(body).toMatchObject({ __type: 'UnknownOperationException', message: 'dynamodb: Other_1.GetItem is no operation that the local cloud knows.' })
  })
  test('that has no permissions in its plugin is denied, not waved through', async () => {
    const permissions = () => { throw new Error('not in the table') }
    const running = await cloudOf({ app: { template: { Resources: { Role: roleWith(allow('*')) } } } }, [echoService('dynamodb', 'DynamoDB_20120810', { permissions })])
    expect((await outcome(await signed(running))).body).toMatchObject({ __type: 'AccessDeniedException', message: expect.stringContaining('dynamodb:GetItem because the local cloud does not know what that needs: not in the table') })
  })
  test('that fails in its plugin tells the caller nothing of it, and the console everything', async () => {
    const running = await dynamo([allow('dynamodb:*')])
    expect(await outcome(await signed(running, { target: 'DynamoDB_20120810.Crash' }))).toMatchObject({ status: 500, body: { __type: 'InternalFailure' } })
    expect(running.cloud.activity({ kind: 'error' })[0]!.message).toContain('a bug')
  })
})
