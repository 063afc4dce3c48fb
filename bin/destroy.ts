/** `npm run destroy -- --stage dev`: empties a sandbox's buckets, which CloudFormation would not, and removes its stacks. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { DeleteObjectsCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { App } from 'aws-cdk-lib'
import { root } from './hash-of.ts'
import { stageOf } from '../lib/stage.ts'

function refuse(why: string): never {
  console.error(why)
  process.exit(1)
}

const { values } = parseArgs({ options: { stage: { type: 'string' }, yes: { type: 'boolean', default: false } } })
if (!values.stage) refuse('Say which stage: npm run destroy -- --stage dev --yes')
const stage = stageOf(new App({ context: { stage: values.stage }, analyticsReporting: false }).node)
if (!stage.sandbox) refuse(`${stage.name} is no sandbox: its tables and buckets are protected, and this command leaves it alone.`)
if (!values.yes) refuse(`This removes everything of the stage "${stage.name}". Add --yes when you mean it.`)

const s3 = new S3Client({ region: 'us-east-1' })
// CloudFormation names a bucket after its stack.
const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix: `playhouse-${stage.name}-` }))
for (const { Name: Bucket } of Buckets) {
  for (;;) {
    // Deleting changes the listing, so each round asks for the first page again.
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
    if (Contents.length === 0) break
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true } }))
    if (Errors.length > 0) throw new Error(`${Bucket}: ${Errors[0]?.Message}`)
  }
  console.log(`${Bucket} is empty.`)
}
process.exitCode = spawnSync('cdk', ['destroy', '--all', '--force', '-c', `stage=${stage.name}`], { cwd: root, stdio: 'inherit' }).status ?? 1
