import { AwsError } from '../plugin.ts'
import type { EngineErrorCode } from './engine/spec.ts'

/** What ends a job as ERROR: a code of MediaConvert's and a sentence. */
export class JobError extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.name = 'JobError'
    this.code = code
  }
}

/** MediaConvert's numbers as far as public reports tell them: programs should treat any of them as "this job failed". */
const codes: Readonly<Record<EngineErrorCode, number>> = { 'unreadable': 1040, 'truncated': 1076, 'unsupported': 1030, 'limit': 1031, 'no-track': 1022, 'broken': 1999 }
const accessDenied = 1401
const notFound = 1404

export function engineFailure(code: EngineErrorCode, message: string, input: string): JobError {
  switch (code) {
    case 'unreadable': return new JobError(codes[code], `Unable to open input file [${input}]: [${message}]`)
    case 'truncated': return new JobError(codes[code], `demuxer: [ReadPacketData File read failed - end of file hit. ${message}]`)
    default: return new JobError(codes[code], message)
  }
}

/** S3 said no: to reading the input or to writing an output. */
export function s3Failure(error: unknown, doing: 'open input file' | 'write to output file', url: string): JobError {
  if (!(error instanceof AwsError)) throw error
  const code = error.status === 403 ? accessDenied : error.status === 404 ? notFound : codes.broken
  return new JobError(code, `Unable to ${doing} [${url}]: [${error.code}: ${error.message}]`)
}

export const assumeRoleFailure = (role: string, url: string) =>
  new JobError(accessDenied, `Unable to open input file [${url}]: [Failed probe/open: [Failed to read data: AssumeRole failed]]: ${role} does not let mediaconvert.amazonaws.com assume it`)
