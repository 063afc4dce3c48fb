/** The request that takes one frame. MediaConvert takes no job of still pictures alone, so the smallest film there can be comes along: one second without sound. */
import type { CreateJobCommandInput } from '@aws-sdk/client-mediaconvert'
import { cmafGroup, pictureOutput, posterOutput, stillsGroup } from '../pipeline/job-settings.ts'
import { posterBase } from '../pipeline/output-names.ts'
import { priorityOfFrame } from '../pipeline/priority-of-job.ts'
import { rungsForSource } from '../pipeline/rungs-for-source.ts'
import type { Source } from '../pipeline/source-from-probe.ts'

export interface FrameOrder {
  readonly videoId: string
  readonly ownerId: string
  readonly source: Source
  /** Seconds from the beginning, before the end. */
  readonly at: number
  /** `s3://bucket/key` */
  readonly input: string
  /** Prefix of the outputs, with the slash. */
  readonly output: string
  readonly token: string
  readonly roleArn: string
  readonly queueArn: string
}

export function frameSettings({ videoId, ownerId, source, at, input, output, token, roleArn, queueArn }: FrameOrder): CreateJobCommandInput {
  return {
    Role: roleArn,
    Queue: queueArn,
    ClientRequestToken: token,
    Priority: priorityOfFrame,
    AccelerationSettings: { Mode: 'DISABLED' },
    UserMetadata: { videoId, ownerId, kind: 'frame', token, output },
    Settings: {
      TimecodeConfig: { Source: 'ZEROBASED' },
      Inputs: [{
        FileInput: input,
        TimecodeSource: 'ZEROBASED',
        VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW' },
        InputClippings: [{ StartTimecode: timecode(at, source.framesPerSecond), EndTimecode: timecode(at + 1, source.framesPerSecond) }],
      }],
      OutputGroups: [
        cmafGroup(`${output}with`, [pictureOutput(rungsForSource(source).at(-1)!, source)]),
        stillsGroup('frame', `${output}${posterBase}`, posterOutput(source, { everyMs: 1000, most: 1 })),
      ],
    },
  }
}

const usualRate = 30
/** MediaConvert's timecodes have two digits for the frame. */
const lastFrame = 99

/**
 * HH:MM:SS:FF counts frames, not time: at 29.97 frames a second, the hour of the timecode is 3.6 s longer than the
 * hour of the clock, so the seconds are not simply copied. Above 100 frames a second the last of each second cannot be
 * named: the nearest that can is at most a fifth of a second before them at 120.
 */
export function timecode(seconds: number, framesPerSecond: number | null): string {
  const rate = framesPerSecond ?? usualRate
  // 1e-6: 0.1 s at 30 frames a second is frame 3, and not 2.9999 of one.
  const frames = Math.floor(seconds * rate + 1e-6)
  const nominal = Math.max(1, Math.round(rate))
  const whole = Math.floor(frames / nominal)
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60, Math.min(frames % nominal, lastFrame)].map(part => String(part).padStart(2, '0')).join(':')
}
