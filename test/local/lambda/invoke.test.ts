import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlugin } from '../../../local/lambda/plugin.ts'
import type { Caller } from '../../../local/plugin.ts'
import { eventually, smallCloud } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'
import { aFunction, arnOf, bundles, roleOf } from './some-function.ts'

const operator: Caller = { kind: 'operator', principal: 'operator' }

describe('a local function', () => {
  const code = bundles()
  let cloud: SmallCloud
  const declare = (name: string, source: string, properties?: Record<string, unknown>) => aFunction(cloud, code, name, source, properties)
  const invoke = (name: string, payload: unknown = {}, caller = operator, requestId?: string) => cloud.use('lambda').invoke(arnOf(name), payload, { caller, ...(requestId && { requestId }) })

  beforeAll(async () => {
    cloud = await smallCloud({ assets: code.assets })
    await cloud.plugin(createPlugin)
    await cloud.start()
  })
  afterAll(() => cloud.stop())

  test('sees its event, its context and its own environment, and nothing of ours', async () => {
    await declare('mirror', 'exports.handler = async (event, context) => ({ event, remaining: context.getRemainingTimeInMillis(), id: context.awsRequestId, arn: context.invokedFunctionArn, env: process.env })', { Environment: { Variables: { STAGE: 'local' } } })
    process.env.A_SECRET_OF_THE_SHELL = 'x'
    const { payload, requestId } = await invoke('mirror', { hello: ['world'] }) as { payload: any; requestId: string }
    expect(payload).toMatchObject({ event: { hello: ['world'] }, id: requestId, arn: arnOf('mirror') })
    expect(payload.remaining).toBeGreaterThan(4_000)
    expect(payload.env).toMatchObject({ STAGE: 'local', TZ: 'UTC', HOME: '/tmp', AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'mirror', AWS_ENDPOINT_URL: cloud.endpoint, AWS_ACCESS_KEY_ID: cloud.iam.credentialsOf(roleOf('mirror')).accessKeyId })
    expect(payload.env).not.toHaveProperty('A_SECRET_OF_THE_SHELL')
  })

  test('keeps one instance for calls in a row, and takes one call at a time', async () => {
    await declare('counter', 'let n = 0, active = 0; exports.handler = async ms => { const inside = ++active; n++; await new Promise(r => setTimeout(r, ms)); active--; return { n, inside, pid: process.pid } }')
    expect((await invoke('counter', 0)).payload).toMatchObject({ n: 1 })
    expect((await invoke('counter', 0)).payload).toMatchObject({ n: 2 })
    const together = (await Promise.all([1, 2].map(() => invoke('counter', 1000)))).map(({ payload }) => payload as { inside: number; pid: number })
    expect(together.every(({ inside }) => inside === 1)).toBe(true)
    expect(new Set(together.map(({ pid }) => pid)).size).toBeGreaterThan(1)
  })

  test('is killed past its timeout, and the next call gets a fresh instance', async () => {
    await declare('slow', 'let n = 0; exports.handler = async event => { n++; if (event.hang) for (;;); return { n, pid: process.pid } }', { Timeout: 1 })
    const first = (await invoke('slow')).payload as { pid: number }
    const hung = await invoke('slow', { hang: true })
    expect(hung.functionError).toBe('Unhandled')
    expect((hung.payload as { errorMessage: string }).errorMessage).toMatch(new RegExp(`^\\d{4}-.* ${hung.requestId} Task timed out after 1.00 seconds$`))
    const next = (await invoke('slow')).payload as { n: number; pid: number }
    expect(next.n).toBe(1)
    expect(next.pid).not.toBe(first.pid)
    expect(() => process.kill(first.pid, 0)).toThrow('ESRCH')
  })

  test('that ends its own process fails that call only', async () => {
    await declare('quitter', 'exports.handler = async event => { if (event.quit) process.exit(3); if (event.reject) { Promise.reject(new Error("stray")); await new Promise(() => {}) } return "alive" }')
    expect(await invoke('quitter', { quit: true })).toMatchObject({ functionError: 'Unhandled', payload: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') } })
    expect(await invoke('quitter', { reject: true })).toMatchObject({ functionError: 'Unhandled', payload: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'stray' } })
    expect((await invoke('quitter')).payload).toBe('alive')
  })

  test('that throws answers with the type, the message and the trace', async () => {
    await declare('thrower', 'exports.handler = async () => { throw new RangeError("too far") }')
    expect(await invoke('thrower')).toMatchObject({ functionError: 'Unhandled', payload: { errorType: 'RangeError', errorMessage: 'too far', trace: expect.any(Array) } })
  })

  test('cannot be loaded with three declared parameters, a missing export or a missing module', async () => {
    await declare('callback', 'exports.handler = (event, context, callback) => callback(null, 1)')
    await declare('nameless', 'exports.other = () => 1')
    await declare('incomplete', 'require("not-bundled"); exports.handler = () => 1')
    expect((await invoke('callback')).payload).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' })
    expect((await invoke('nameless')).payload).toMatchObject({ errorType: 'Runtime.HandlerNotFound' })
    expect((await invoke('incomplete')).payload).toMatchObject({ errorType: 'Runtime.ImportModuleError' })
  })

  test('reaches loopback and nothing else', async () => {
    await declare('traveller', 'exports.handler = async url => { try { return (await fetch(url)).status } catch (error) { return String(error.cause?.message ?? error.message) } }')
    const port = new URL(cloud.endpoint).port
    expect((await invoke('traveller', 'http://93.184.215.14/')).payload).toBe('The local cloud lets functions reach loopback only, and this one tried 93.184.215.14.')
    expect((await invoke('traveller', 'https://dynamodb.us-east-1.amazonaws.com/')).payload).toContain('tried dynamodb.us-east-1.amazonaws.com')
    await expect(fetch(cloud.endpoint).then(({ status }) => status)).resolves.toBe((await invoke('traveller', `http://000000000000.localhost:${port}/`)).payload)
  })

  test('is logged line by line under its request', async () => {
    await declare('talker', 'exports.handler = async who => { console.log("hello", who); process.stderr.write("two\\nlines\\n"); }')
    const { requestId } = await invoke('talker', 'ana')
    await eventually(() => cloud.activity({ kind: 'log', source: 'talker' }).filter(entry => entry.requestId === requestId).map(({ message }) => message).sort()).toEqual(['hello ana', 'lines', 'two'])
  })

  test('runs no more often at once than is reserved for it', async () => {
    await declare('reserved', 'exports.handler = () => new Promise(r => setTimeout(r, 100))', { ReservedConcurrentExecutions: 1 })
    const running = invoke('reserved')
    await expect(invoke('reserved')).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 })
    await running
  })

  test('that is written in Python is known but refuses to run', async () => {
    await declare('snake', '', { Runtime: 'python3.13' })
    await expect(invoke('snake')).rejects.toThrow('does not run python3.13')
  })

  test('whose role does not trust Lambda stops the start, function and role being named', async () => {
    const { trusts } = cloud.iam
    cloud.iam.trusts = (roleArn, service) => roleArn !== roleOf('untrusted') || service !== 'lambda.amazonaws.com'
    await expect(declare('untrusted', '')).rejects.toThrow(`The function untrusted cannot act as ${roleOf('untrusted')}: the role does not let lambda.amazonaws.com assume it.`)
    cloud.iam.trusts = trusts
  })

  test('is not invoked by a service or role without permission, both being named', async () => {
    await declare('guarded', 'exports.handler = async () => "in"')
    const api: Caller = { kind: 'service', principal: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api/*/GET' }
    await expect(invoke('guarded', {}, api)).rejects.toThrow(`apigateway.amazonaws.com is not authorized to perform lambda:InvokeFunction on resource: ${arnOf('guarded')}`)
    await cloud.realise('AWS::Lambda::Permission', { FunctionName: arnOf('guarded'), Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api/*' })
    expect((await invoke('guarded', {}, api)).payload).toBe('in')
    await expect(invoke('guarded', {}, { ...api, sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:other/*/GET' })).rejects.toThrow('not authorized')
  })

  test('is reached through the AWS endpoint', async () => {
    await declare('echo', 'exports.handler = async event => event')
    const { endpoint, credentials } = cloud.as(roleOf('caller'))
    const client = new AwsClient({ ...credentials, service: 'lambda', region: 'us-east-1' })
    const call = () => client.fetch(`${endpoint}/2015-03-31/functions/echo/invocations`, { method: 'POST', body: '{"a":1}' })
    expect((await call()).status).toBe(403)
    cloud.grant(roleOf('caller'), ['lambda:InvokeFunction'], arnOf('echo'))
    expect(await (await call()).json()).toEqual({ a: 1 })
  })

  test('answers its first call within half a second, on a busy machine too (about 50 ms on an idle one)', async () => {
    await declare('quick', 'exports.handler = async () => 1')
    const times: number[] = []
    for (let attempt = 0; attempt < 3; attempt++) {
      await declare('quick', '')
      const from = performance.now()
      await invoke('quick')
      times.push(performance.now() - from)
    }
    expect(Math.min(...times)).toBeLessThan(500)
  })
})
