/** The function that copies, as it is deployed, with its own S3 client and its own table, against loopback: what a film takes of time and memory. */
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { copyAsked, jobClaimed } from '../../functions/videos/film.ts'
import { aFilm, aSource } from '../functions/videos/a-film.ts'
import { benchTable, keys, type BenchTable } from './bench-table.ts'
import { bundleOf } from './child.ts'
import type { CopierRun } from './copier-once.ts'
import { loopbackS3 } from './loopback-s3.ts'

export interface Copied extends CopierRun { /** Bytes by key. */ readonly written: ReadonlyMap<string, number> }

export async function copierBench() {
  const table = await benchTable()
  let films = 0
  return { stop: table.stop, copy: (file: string, segmentsPerRun?: number) => copied(table, `vid_bench${++films}`, file, segmentsPerRun) }
}

async function copied({ endpoint, env }: BenchTable, id: string, file: string, segmentsPerRun = Infinity): Promise<Copied> {
  const now = new Date()
  const film = copyAsked(jobClaimed(aFilm({ id, processing: 'transcoding', source: aSource, file: { name: 'film.mp4', size: (await stat(file)).size, type: 'video/mp4' } }), 'instant', { token: 'bench', rungs: [], withPoster: false, at: now }), now)
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: keys }), { marshallOptions: { removeUndefinedValues: true } })
  await documents.send(new PutCommand({ TableName: 'platform', Item: { ...film, pk: `VIDEO#${id}`, sk: 'VIDEO', entity: 'Video' } }))
  documents.destroy()
  const s3 = await loopbackS3(file)
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'copier-once.ts'), bundleOf('videos-on-copy-asked'), id, 'bench', String(segmentsPerRun)], { env: { PATH: process.env.PATH, ...env, AWS_ENDPOINT_URL_S3: s3.url } })
    return { ...JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as CopierRun, written: s3.written }
  } finally {
    s3.stop()
  }
}
