/** One job from S3 to S3: fetch the input's bytes as the job's role, encode, put every file. */
import { used } from '../kernel/usage.ts'
import { extname, join } from 'node:path'
import type { Caller, Iam } from '../plugin.ts'
import type { S3Service } from '../services.ts'
import type { EncodedGroup, EngineMessage, SourceFacts } from './engine/spec.ts'
import { startEngine } from './engine/start-engine.ts'
import type { FinishedGroup, Job, JobPhase } from './job.ts'
import { assumeRoleFailure, engineFailure, JobError, s3Failure } from './job-error.ts'
import { placeOfGroup, s3Address, specFromJob } from './spec-from-job.ts'

export interface JobSurroundings {
  /** An empty folder; the caller removes it. */
  readonly directory: string
  readonly signal: AbortSignal
  readonly s3: S3Service
  readonly iam: Iam
  readonly onSource: (source: SourceFacts) => void
  readonly onProgress: (phase: JobPhase, percent: number) => void
}

/** Only what nobody else wants: live streams and requests go first. */
const niceness = 19
/** A job may take so long before it counts as stuck: at least ten minutes, and ten minutes for each minute of film. */
const timeLimitSeconds = (source: SourceFacts | null) => 600 + (source?.durationSeconds ?? 0) * 600
/** MediaConvert's percentages count all phases; the engine's count only its own. */
const share = { encodingFrom: 5, encodingTo: 95 }

/** Throws JobError when the job cannot be done. */
export async function performJob(job: Job, { directory, signal, s3, iam, onSource, onProgress }: JobSurroundings): Promise<{ outputGroups: FinishedGroup[]; warnings: string[] }> {
  const input = job.settings.inputs![0]!
  const url = input.fileInput!
  if (!iam.trusts(job.role, 'mediaconvert.amazonaws.com')) throw assumeRoleFailure(job.role, url)
  const caller: Caller = { kind: 'role', principal: job.role }
  const { bucket, key } = s3Address(url)
  const file = await s3.localFile(bucket, key, caller).catch((error: unknown) => { throw s3Failure(error, 'open input file', url) })

  const encoded = await encodeWithin(specFromJob(job.settings, { input: file, directory, niceness }), signal, message => {
    if (message.kind === 'source') {
      onSource(message.source)
      onProgress('TRANSCODING', share.encodingFrom)
    }
    if (message.kind === 'progress') onProgress('TRANSCODING', Math.floor(share.encodingFrom + (message.percent * (share.encodingTo - share.encodingFrom)) / 100))
  })
  if (encoded.kind === 'failed') throw engineFailure(encoded.code, encoded.message, url)
  if (encoded.kind !== 'encoded') throw new JobError(1999, 'The engine ended without a result')

  for (const { durationSeconds, width, height } of encoded.groups.filter(({ playlists }) => playlists.length > 0).flatMap(({ outputs }) => outputs)) {
    // Ten seconds of each output are billed at least; below 720 lines it is standard definition.
    used(width && height ? (Math.min(width, height) >= 720 ? 'mediaconvert.hd-minutes' : 'mediaconvert.sd-minutes') : 'mediaconvert.sound-minutes', Math.max(10, durationSeconds) / 60)
  }
  onProgress('UPLOADING', share.encodingTo)
  const outputGroups: FinishedGroup[] = []
  for (const [index, group] of encoded.groups.entries()) {
    const place = placeOfGroup(job.settings.outputGroups![index]!, input)
    const keyOf = (relative: string) => place.prefix + relative.slice(group.folder.length + 1)
    for (const relative of group.files) {
      signal.throwIfAborted()
      const target = keyOf(relative)
      await s3.put(place.bucket, target, { file: join(directory, relative) }, caller, { 'content-type': contentTypes[extname(relative)]! })
        .catch((error: unknown) => { throw s3Failure(error, 'write to output file', `s3://${place.bucket}/${target}`) })
    }
    outputGroups.push(finishedGroup(group, relative => `s3://${place.bucket}/${keyOf(relative)}`))
  }
  return { outputGroups, warnings: [...encoded.warnings, ...unheeded(job)] }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl', '.mpd': 'application/dash+xml', '.cmfv': 'video/mp4', '.cmfa': 'audio/mp4', '.jpg': 'image/jpeg',
}

/** Runs the engine; one that hangs is killed and the job fails. */
async function encodeWithin(spec: Parameters<typeof startEngine>[0], signal: AbortSignal, onMessage: (message: EngineMessage) => void): Promise<EngineMessage> {
  const guard = new AbortController()
  const stuck = () => guard.abort(new JobError(1999, 'The job took longer than it may and was ended'))
  let timer = setTimeout(stuck, timeLimitSeconds(null) * 1000)
  try {
    return await startEngine(spec, {
      signal: AbortSignal.any([signal, guard.signal]),
      onMessage(message) {
        if (message.kind === 'source') {
          clearTimeout(timer)
          timer = setTimeout(stuck, timeLimitSeconds(message.source) * 1000)
        }
        onMessage(message)
      },
    })
  } finally {
    clearTimeout(timer)
  }
}

function finishedGroup(group: EncodedGroup, urlOf: (relative: string) => string): FinishedGroup {
  return {
    type: group.playlists.length > 0 ? 'CMAF_GROUP' : 'FILE_GROUP',
    playlistFilePaths: group.playlists.map(urlOf),
    outputs: group.outputs.map(({ durationSeconds, width, height, files }) => ({
      durationInMs: Math.round(durationSeconds * 1000),
      ...(width && height && { widthInPx: width, heightInPx: height }),
      outputFilePaths: files.map(urlOf),
    })),
  }
}

/** Settings that are accepted and change nothing here. */
function unheeded(job: Job): string[] {
  const asks = job.settings.outputGroups!.some(group => !['NONE', undefined].includes(group.outputGroupSettings?.cmafGroupSettings?.imageBasedTrickPlay))
  return asks ? ['Image-based trick play is not made by the local cloud.'] : []
}
