/** A local cloud of IAM, S3 and the web deployment on the real kernel, over a template written in the test. */
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { AwsClient } from 'aws4fetch'
import { createPlugin as createIam } from '../../../local/iam/plugin.ts'
import { startCloud } from '../../../local/kernel/start.ts'
import type { RunningCloud } from '../../../local/kernel/start.ts'
import type { Cloud, CreatePlugin, Credentials, PolicyStatement } from '../../../local/plugin.ts'
import { createPlugin as createS3 } from '../../../local/s3/plugin.ts'
import type { EventsService } from '../../../local/services.ts'
import { createPlugin as createWebDeployment } from '../../../local/web-deployment/plugin.ts'

type SentEvent = Parameters<EventsService['put']>[0] & { detail: Record<string, any> }

export interface TestCloud {
  readonly cloud: Cloud
  readonly endpoint: string
  /** What reached the default bus. */
  readonly events: readonly SentEvent[]
  /** Rejects every event until told otherwise. */
  busIsDown: boolean
  client(credentials?: Credentials, config?: S3ClientConfig): S3Client
  /** Keys of a role of the template, by its name. */
  keysOf(roleName: string): Credentials
  /** A presigned URL; `headers` are signed too. */
  presign(method: string, path: string, options?: { credentials?: Credentials; headers?: Record<string, string>; query?: Record<string, string> }): Promise<string>
  stop(): Promise<void>
  /** Stops it and starts it again on the same state. */
  restart(): Promise<TestCloud>
}

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>

export const role = (name: string, ...allow: Omit<PolicyStatement, 'Effect'>[]): Resources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } } },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: allow.map(statement => ({ Effect: 'Allow', ...statement })) } }],
  },
})
export const bucket = (name: string, properties: Record<string, unknown> = {}): Resources[string] => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: name, ...properties } })

/** `assets`: folders by object key. Everything lies in one temporary folder, removed by `stop`. */
export const startS3 = async (resources: Resources, assets: Record<string, string> = {}, home = mkdtempSync(join(tmpdir(), 'playhouse-s3-'))): Promise<TestCloud> => {
  const assemblyDir = join(home, 'cdk.out')
  mkdirSync(assemblyDir, { recursive: true })
  writeFileSync(join(assemblyDir, 'manifest.json'), JSON.stringify({
    artifacts: {
      test: { type: 'aws:cloudformation:stack', properties: { templateFile: 'test.template.json' } },
      assets: { type: 'cdk:asset-manifest', properties: { file: 'test.assets.json' } },
    },
  }))
  writeFileSync(join(assemblyDir, 'test.template.json'), JSON.stringify({ Resources: resources }))
  writeFileSync(join(assemblyDir, 'test.assets.json'), JSON.stringify({
    files: Object.fromEntries(Object.entries(assets).map(([objectKey, path]) => [objectKey, { source: { path: relative(assemblyDir, path) }, destinations: { here: { objectKey } } }])),
  }))

  const events: SentEvent[] = []
  const line = { isDown: false }
  const bus: CreatePlugin = cloud => {
    cloud.offer('events', {
      recent: () => [],
      async put(entry) {
        if (line.isDown) throw new Error('the bus is down')
        events.push(entry as SentEvent)
        return 'id'
      },
    })
    return { name: 'events', resources: {} }
  }
  const running: RunningCloud = await startCloud({ assemblyDir, stateDir: join(home, 'state'), port: 0, pace: 0, quiet: true, plugins: [createIam, createS3, createWebDeployment, bus] })
  const clients: S3Client[] = []
  const end = async (): Promise<void> => {
    for (const client of clients) client.destroy()
    await running.stop()
  }
  const test: TestCloud = {
    get cloud() { return running.cloud },
    get endpoint() { return running.endpoint },
    events,
    get busIsDown() { return line.isDown },
    set busIsDown(isDown) { line.isDown = isDown },
    client(credentials = running.operator, config = {}) {
      const client = new S3Client({ endpoint: running.endpoint, region: 'us-east-1', forcePathStyle: true, credentials, maxAttempts: 1, requestChecksumCalculation: 'WHEN_REQUIRED', ...config })
      clients.push(client)
      return client
    },
    keysOf: name => running.cloud.iam.credentialsOf(`arn:aws:iam::000000000000:role/${name}`),
    async presign(method, path, { credentials = running.operator, headers = {}, query = {} } = {}) {
      const url = new URL(running.endpoint + path)
      for (const [name, value] of Object.entries({ 'X-Amz-Expires': '300', ...query })) url.searchParams.set(name, value)
      const signed = await new AwsClient({ ...credentials, service: 's3', region: 'us-east-1' }).sign(url, { method, headers, aws: { signQuery: true, allHeaders: true } })
      return signed.url
    },
    async stop() {
      await end()
      await rm(home, { recursive: true, force: true })
    },
    async restart() {
      await end()
      return startS3(resources, assets, home)
    },
  }
  return test
}

/** The name of the AWS error that a promise ends with. */
export const refusal = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (error) {
    return (error as Error).name
  }
  return 'no error'
}
