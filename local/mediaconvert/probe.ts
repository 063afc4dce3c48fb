/** The Probe operation: opens an object as its caller, in a process of its own, and tells what it is. */
import { AwsError } from '../plugin.ts'
import type { Caller } from '../plugin.ts'
import type { S3Service } from '../services.ts'
import { startEngine } from './engine/start-engine.ts'
import { probeResult } from './probe-result.ts'
import { s3Address } from './spec-from-job.ts'

const timeLimitMilliseconds = 30_000

/** Throws BadRequestException for anything that is no film, ForbiddenException or NotFoundException when S3 says so. */
export async function probe(url: string | undefined, s3: S3Service, caller: Caller): Promise<object> {
  const { bucket, key } = s3Address(url ?? '')
  if (!bucket || !key) throw new AwsError('BadRequestException', 'inputFiles/0/fileUrl should be s3://bucket/key', 400)
  const { file, head } = await open(s3, bucket, key, caller).catch((error: unknown) => { throw asProbeError(error, url!) })
  const answer = await startEngine({ task: 'probe', input: file }, { signal: AbortSignal.timeout(timeLimitMilliseconds) })
    .catch((error: Error) => ({ kind: 'failed' as const, message: error.name === 'TimeoutError' ? 'it took too long to read' : error.message }))
  if (answer.kind === 'source') return probeResult(answer.source, head)
  throw new AwsError('BadRequestException', `Unable to probe input file [${url}]: [${answer.kind === 'failed' ? answer.message : 'no answer'}]`, 400)
}

async function open(s3: S3Service, bucket: string, key: string, caller: Caller) {
  const [file, head] = await Promise.all([s3.localFile(bucket, key, caller), s3.head(bucket, key, caller)])
  if (!head) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
  return { file, head }
}

function asProbeError(error: unknown, url: string): unknown {
  if (!(error instanceof AwsError)) return error
  const code = error.status === 403 ? 'ForbiddenException' : error.status === 404 ? 'NotFoundException' : 'BadRequestException'
  return new AwsError(code, `Unable to read input file [${url}]: [${error.message}]`, error.status)
}
