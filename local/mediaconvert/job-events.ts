/** What MediaConvert tells EventBridge: source `aws.mediaconvert`, detail-type `MediaConvert Job State Change`. */
import type { EventsService } from '../services.ts'
import type { SourceFacts, TrackFacts } from './engine/spec.ts'
import type { Job } from './job.ts'
import { codecOf } from './probe-result.ts'

export interface JobEvents {
  progressing(job: Job): Promise<void>
  inputInformation(job: Job, source: SourceFacts): Promise<void>
  statusUpdate(job: Job): Promise<void>
  newWarning(job: Job, message: string): Promise<void>
  /** COMPLETE, ERROR or CANCELED. */
  over(job: Job): Promise<void>
}

export function createJobEvents(events: () => EventsService, now: () => Date, account: string): JobEvents {
  const put = async (job: Job, status: string, more: object = {}) => {
    const time = now()
    await events().put({
      source: 'aws.mediaconvert',
      detailType: 'MediaConvert Job State Change',
      resources: [job.arn],
      time,
      detail: { timestamp: time.getTime(), accountId: account, queue: job.queue, jobId: job.id, status, userMetadata: job.userMetadata, ...more },
    })
  }
  return {
    progressing: job => put(job, 'PROGRESSING'),
    inputInformation: (job, source) => put(job, 'INPUT_INFORMATION', { inputDetails: [inputDetails(job, source)] }),
    statusUpdate: job => put(job, 'STATUS_UPDATE', { framesDecoded: 0, jobProgress: progressOf(job) }),
    newWarning: (job, message) => put(job, 'NEW_WARNING', { warningCode: 0, warningMessage: message }),
    over: job => put(job, job.status, overDetail(job)),
  }
}

function overDetail(job: Job): object {
  if (job.status === 'ERROR') return { errorCode: job.error!.code, errorMessage: job.error!.message }
  if (job.status === 'CANCELED') return {}
  return {
    warnings: [],
    outputGroupDetails: job.outputGroups.map(({ type, playlistFilePaths, outputs }) => ({
      type,
      ...(playlistFilePaths.length > 0 && { playlistFilePaths }),
      outputDetails: outputs.map(({ durationInMs, widthInPx, heightInPx, outputFilePaths }) => ({
        outputFilePaths, durationInMs, ...(widthInPx && { videoDetails: { widthInPx, heightInPx } }),
      })),
    })),
  }
}

/** The phases and their shares of the whole are MediaConvert's; the engine only knows how much it has encoded. */
function progressOf({ phase, percent, attempts }: Job): object {
  const phases = ['PROBING', 'TRANSCODING', 'UPLOADING'] as const
  const current = phases.indexOf(phase ?? 'PROBING')
  return {
    phaseProgress: Object.fromEntries(phases.map((name, index) => {
      const percentComplete = index < current ? 100 : index > current ? 0 : name === 'TRANSCODING' ? percent : 50
      return [name, { status: index < current ? 'COMPLETE' : index > current ? 'PENDING' : 'PROGRESSING', percentComplete }]
    })),
    jobPercentComplete: percent,
    currentPhase: phase ?? 'PROBING',
    retryCount: Math.max(0, attempts - 1),
  }
}

function inputDetails(job: Job, source: SourceFacts): object {
  const video = (track: TrackFacts) => ({
    streamId: track.stream + 1, codec: codecOf(track.codec), width: track.video!.width, height: track.video!.height, bitDepth: track.video!.bitDepth,
    frameRate: track.video!.frameRate.num / track.video!.frameRate.den, interlaceMode: 'PROGRESSIVE', sar: `${track.video!.sampleAspectRatio.num}:${track.video!.sampleAspectRatio.den}`,
  })
  const audio = (track: TrackFacts) => ({ streamId: track.stream + 1, codec: codecOf(track.codec), channels: track.audio!.channels, sampleRate: track.audio!.sampleRate, language: track.language ?? 'UND' })
  return {
    id: 1,
    uri: job.settings.inputs?.[0]?.fileInput,
    video: source.tracks.filter(track => track.kind === 'video').map(video),
    audio: source.tracks.filter(track => track.kind === 'audio').map(audio),
  }
}
