/** A real kernel with IAM, S3 and MediaConvert, on a small template; the bus is a list. */
import { MediaConvertClient, GetJobCommand } from '@aws-sdk/client-mediaconvert'
import type { Job } from '@aws-sdk/client-mediaconvert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { createPlugin as iam } from '../../../local/iam/plugin.ts'
import { startCloud } from '../../../local/kernel/start.ts'
import { createPlugin as mediaconvert } from '../../../local/mediaconvert/plugin.ts'
import type { CreatePlugin } from '../../../local/plugin.ts'
import { createPlugin as s3 } from '../../../local/s3/plugin.ts'
import { media } from '../../support/media/media.ts'
import type { MediaName } from '../../support/media/media.ts'

const allow = (Action: string | string[], Resource: unknown, Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) })
const role = (name: string, service: string, ...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: name, AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'own', PolicyDocument: { Statement } }] },
})
const jobs = 'arn:aws:mediaconvert:us-east-1:000000000000:jobs/*'
export const roleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`
const passToMediaConvert = allow('iam:PassRole', [roleArn('encoder'), roleArn('blind'), roleArn('mute'), roleArn('stranger')], { StringEquals: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } })

const template = {
  Resources: {
    Uploads: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'uploads' } },
    Films: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'films' } },
    Queue: { Type: 'AWS::MediaConvert::Queue', Properties: { Name: 'house', PricingPlan: 'ON_DEMAND' } },
    Encoder: role('encoder', 'mediaconvert.amazonaws.com', allow('s3:GetObject', 'arn:aws:s3:::uploads/*'), allow('s3:PutObject', 'arn:aws:s3:::films/v/*')),
    Blind: role('blind', 'mediaconvert.amazonaws.com', allow('s3:PutObject', 'arn:aws:s3:::films/v/*')),
    Mute: role('mute', 'mediaconvert.amazonaws.com', allow('s3:GetObject', 'arn:aws:s3:::uploads/*')),
    Stranger: role('stranger', 'lambda.amazonaws.com', allow('s3:*', '*')),
    Videos: role('videos', 'lambda.amazonaws.com', allow(['mediaconvert:CreateJob'], { 'Fn::GetAtt': ['Queue', 'Arn'] }), allow(['mediaconvert:GetJob', 'mediaconvert:CancelJob', 'mediaconvert:TagResource'], jobs), allow('mediaconvert:Probe', '*'), allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/*']), passToMediaConvert),
    Passless: role('passless', 'lambda.amazonaws.com', allow('mediaconvert:*', '*')),
  },
}
export const queueArn = 'arn:aws:mediaconvert:us-east-1:000000000000:queues/house'

export interface HeardEvent { readonly status: string; readonly jobId: string; readonly source: string; readonly detailType: string; readonly detail: Record<string, any> }
export const newStateDir = () => mkdtempSync(join(tmpdir(), 'playhouse-media-'))

/** The template as CDK would have synthesized it. */
function writeAssembly(): string {
  const dir = mkdtempSync(join(tmpdir(), 'playhouse-assembly-'))
  writeFileSync(join(dir, 'media.template.json'), JSON.stringify(template))
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts: { media: { type: 'aws:cloudformation:stack', properties: { templateFile: 'media.template.json', stackName: 'media' }, dependencies: [] } } }))
  return dir
}

export async function mediaHouse(stateDir = newStateDir()) {
  const heard: HeardEvent[] = []
  const bus: CreatePlugin = cloud => {
    cloud.offer('events', {
      put: async ({ source, detailType, detail }) => {
        const { status, jobId } = detail as { status: string; jobId: string }
        if (source === 'aws.mediaconvert') heard.push({ status, jobId, source, detailType, detail: detail as Record<string, unknown> })
        return 'id'
      },
      recent: () => [],
    })
    return { name: 'bus', resources: {} }
  }
  const assemblyDir = writeAssembly()
  const running = await startCloud({ assemblyDir, stateDir, port: 0, quiet: true, pace: 0, plugins: [iam, s3, bus, mediaconvert] })
  const { cloud } = running
  const client = (name?: string) => new MediaConvertClient({ endpoint: running.endpoint, region: 'us-east-1', maxAttempts: 1, credentials: name ? cloud.iam.credentialsOf(roleArn(name)) : running.operator })
  const operator = { kind: 'operator', principal: 'operator' } as const
  const upload = async (key: string, name: MediaName) => {
    await cloud.use('s3').put('uploads', key, { file: await media(name) }, operator)
    return `s3://uploads/${key}`
  }
  const jobOf = async (id: string): Promise<Job> => (await client().send(new GetJobCommand({ Id: id }))).Job!
  /** Waits until the job is over and its last event was heard. */
  const over = async (id: string): Promise<Job> => {
    await vi.waitFor(() => expect(heard.some(({ jobId, status }) => jobId === id && ['COMPLETE', 'ERROR', 'CANCELED'].includes(status))).toBe(true), { timeout: 15_000, interval: 20 })
    return jobOf(id)
  }
  const films = () => cloud.use('s3').list('films').map(({ key }) => key)
  const stop = async () => {
    await running.stop()
    for (const dir of [assemblyDir, stateDir]) rmSync(dir, { recursive: true, force: true })
  }
  return { ...running, stop, stateDir, heard, client, upload, jobOf, over, films, statusesOf: (id: string) => heard.filter(({ jobId }) => jobId === id).map(({ status }) => status) }
}
