/** Requests as our own pipeline sends them, small enough for tests. */
import type { CreateJobCommandInput, Output } from '@aws-sdk/client-mediaconvert'

export interface Wish {
  readonly role: string
  readonly input: string
  /** `s3://bucket/prefix/name` */
  readonly output: string
  readonly heights?: readonly number[]
  readonly sound?: boolean
  readonly poster?: boolean
}

export function jobRequest({ role, input, output, heights = [96], sound = true, poster = false }: Wish, more: Partial<CreateJobCommandInput> = {}): CreateJobCommandInput {
  return {
    Role: role,
    StatusUpdateInterval: 'SECONDS_10',
    ...more,
    Settings: {
      Inputs: [{ FileInput: input, VideoSelector: { Rotate: 'AUTO' }, ...(sound && { AudioSelectors: { sound: { SelectorType: 'TRACK', Tracks: [1], DefaultSelection: 'DEFAULT' } } }) }],
      OutputGroups: [
        {
          OutputGroupSettings: { Type: 'CMAF_GROUP_SETTINGS', CmafGroupSettings: { Destination: output, SegmentLength: 6, FragmentLength: 2, WriteHlsManifest: 'ENABLED', WriteDashManifest: 'ENABLED' } },
          Outputs: [...heights.map(pictures), ...(sound ? [sounds] : [])],
        },
        ...(poster ? [{
          OutputGroupSettings: { Type: 'FILE_GROUP_SETTINGS' as const, FileGroupSettings: { Destination: `${output}-poster` } },
          Outputs: [{ ContainerSettings: { Container: 'RAW' as const }, VideoDescription: { Height: 90, CodecSettings: { Codec: 'FRAME_CAPTURE' as const, FrameCaptureSettings: { FramerateNumerator: 1, FramerateDenominator: 1, MaxCaptures: 2, Quality: 80 } } } }],
        }] : []),
      ],
    },
  }
}

const pictures = (height: number): Output => ({
  NameModifier: `_${height}p`,
  ContainerSettings: { Container: 'CMFC' },
  VideoDescription: { Height: height, CodecSettings: { Codec: 'H_264', H264Settings: { RateControlMode: 'QVBR', MaxBitrate: 300_000, QvbrSettings: { QvbrQualityLevel: 6 }, GopSize: 2, GopSizeUnits: 'SECONDS', FramerateControl: 'INITIALIZE_FROM_SOURCE' } } },
})
const sounds: Output = {
  NameModifier: '_en',
  ContainerSettings: { Container: 'CMFC', CmfcSettings: { AudioGroupId: 'sound', AudioTrackType: 'ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT' } },
  AudioDescriptions: [{ AudioSourceName: 'sound', LanguageCode: 'ENG', StreamName: 'English', CodecSettings: { Codec: 'AAC', AacSettings: { Bitrate: 64_000, CodingMode: 'CODING_MODE_2_0', SampleRate: 48_000 } } }],
}
