/** The request that turns a source into something that plays: CMAF with HLS and DASH over one set of segments. */
import type { CreateJobCommandInput, Output, OutputGroup, VideoPreprocessor } from '@aws-sdk/client-mediaconvert'
import type { EncodingKind } from '../film.ts'
import { steadyRate } from './frame-rate.ts'
import { filmBase, posterBase } from './output-names.ts'
import { priorityOf } from './priority-of-job.ts'
import { shortSideFor, type Rung } from './rungs-for-source.ts'
import { soundForSource, type Sound } from './sound-for-source.ts'
import type { Source } from './source-from-probe.ts'
import { tileBase } from '../storyboard/storyboard.ts'
import { mostTilesOf, tileSide } from '../storyboard/storyboard-plan.ts'

export interface JobOrder {
  readonly videoId: string
  readonly ownerId: string
  readonly kind: EncodingKind
  /** How many films of this owner came before and are still under way. */
  readonly ahead: number
  readonly source: Source
  readonly rungs: readonly Rung[]
  /** `s3://bucket/key` */
  readonly input: string
  /** Prefix of the outputs, `s3://bucket/v/…/`, with the slash. */
  readonly output: string
  readonly language: string
  readonly withPoster: boolean
  /** Small pictures for a storyboard, one each so many seconds; none where absent. */
  readonly tileEverySeconds?: number
  readonly token: string
  readonly roleArn: string
  readonly queueArn: string
}

const segmentSeconds = 6
/** Four pictures: at the start, and after each quarter. thumbnails.ts says what becomes of them. */
const posters = ({ durationSeconds }: Source) => ({ everyMs: Math.max(1, Math.floor(durationSeconds * 250)), most: 4 })

export function jobSettings(order: JobOrder): CreateJobCommandInput {
  const sound = soundForSource(order.source)
  return {
    Role: order.roleArn,
    Queue: order.queueArn,
    ClientRequestToken: order.token,
    Priority: priorityOf(order.kind, order.ahead),
    StatusUpdateInterval: 'SECONDS_10',
    AccelerationSettings: { Mode: 'DISABLED' },
    UserMetadata: { videoId: order.videoId, ownerId: order.ownerId, kind: order.kind, token: order.token, output: order.output },
    Settings: {
      TimecodeConfig: { Source: 'ZEROBASED' },
      Inputs: [{
        FileInput: order.input,
        TimecodeSource: 'ZEROBASED',
        VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW' },
        ...(sound && { AudioSelectors: { sound: { DefaultSelection: 'DEFAULT', SelectorType: 'TRACK', Tracks: [sound.track] } } }),
      }],
      OutputGroups: [
        cmafGroup(`${order.output}${filmBase}`, [...order.rungs.map(rung => pictureOutput(rung, order.source)), ...(sound ? [soundOutput(sound, order.language)] : [])]),
        ...(order.withPoster ? [stillsGroup('poster', `${order.output}${posterBase}`, posterOutput(order.source, posters(order.source)))] : []),
        ...(order.tileEverySeconds ? [stillsGroup('tiles', `${order.output}${tileBase}`, tileOutput(order.source, order.tileEverySeconds))] : []),
      ],
    },
  }
}

/** HLS and DASH over one set of segments; the manifests are named like the destination. */
export const cmafGroup = (destination: string, outputs: Output[]): OutputGroup => ({
  Name: 'CMAF',
  OutputGroupSettings: {
    Type: 'CMAF_GROUP_SETTINGS',
    CmafGroupSettings: {
      Destination: destination,
      SegmentLength: segmentSeconds, FragmentLength: 2, SegmentControl: 'SEGMENTED_FILES', SegmentLengthControl: 'GOP_MULTIPLE',
      WriteHlsManifest: 'ENABLED', WriteDashManifest: 'ENABLED',
      CodecSpecification: 'RFC_4281', ManifestDurationFormat: 'FLOATING_POINT', StreamInfResolution: 'INCLUDE',
    },
  },
  Outputs: outputs,
})

/** Pictures of the running film: `<destination>.0000000.jpg` and so on. */
export const stillsGroup = (name: string, destination: string, output: Output): OutputGroup =>
  ({ Name: name, OutputGroupSettings: { Type: 'FILE_GROUP_SETTINGS', FileGroupSettings: { Destination: destination } }, Outputs: [output] })

/** Only the short side is set: MediaConvert keeps the shape of the picture. */
export function pictureOutput(rung: Rung, source: Source): Output {
  const portrait = source.height > source.width
  return {
    NameModifier: `_${rung.name}`,
    ContainerSettings: { Container: 'CMFC' },
    VideoDescription: {
      ...(portrait ? { Width: rung.width } : { Height: rung.height }),
      ScalingBehavior: 'DEFAULT',
      VideoPreprocessors: asScreensShowIt(source),
      CodecSettings: {
        Codec: 'H_264',
        H264Settings: {
          RateControlMode: 'QVBR', MaxBitrate: rung.maxBitrate, QvbrSettings: { QvbrQualityLevel: rung.level }, QualityTuningLevel: 'SINGLE_PASS_HQ',
          GopSize: 2, GopSizeUnits: 'SECONDS', GopClosedCadence: 1, SceneChangeDetect: 'TRANSITION_DETECTION', CodecProfile: 'MAIN',
          ...frameRate(source), ParControl: 'SPECIFIED', ParNumerator: 1, ParDenominator: 1,
        },
      },
    },
  }
}

/** Whole pictures instead of pictures in two fields, wherever the source says it has fields; ordinary colours instead of those made for bright screens. */
const asScreensShowIt = ({ highDynamicRange }: Source): VideoPreprocessor => ({
  Deinterlacer: { Mode: 'DEINTERLACE', Algorithm: 'INTERPOLATE', Control: 'NORMAL' },
  ...(highDynamicRange && { ColorCorrector: { ColorSpaceConversion: 'FORCE_709', HdrToSdrToneMapper: 'PRESERVE_DETAILS' } }),
})

function frameRate(source: Source) {
  const rate = steadyRate(source.framesPerSecond)
  return rate ? { FramerateControl: 'SPECIFIED' as const, FramerateNumerator: rate.num, FramerateDenominator: rate.den } : { FramerateControl: 'INITIALIZE_FROM_SOURCE' as const }
}

function soundOutput({ bitrate, codingMode, sampleRate }: Sound, language: string): Output {
  return {
    NameModifier: '_sound',
    ContainerSettings: { Container: 'CMFC', CmfcSettings: { AudioGroupId: 'sound', AudioTrackType: 'ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT' } },
    AudioDescriptions: [{
      AudioSourceName: 'sound', LanguageCodeControl: 'USE_CONFIGURED', CustomLanguageCode: language, StreamName: 'Sound',
      CodecSettings: { Codec: 'AAC', AacSettings: { Bitrate: bitrate, CodingMode: codingMode, SampleRate: sampleRate } },
    }],
  }
}

export function posterOutput(source: Source, { everyMs, most }: { everyMs: number; most: number }): Output {
  const short = shortSideFor(source, 720)
  return {
    ContainerSettings: { Container: 'RAW' },
    VideoDescription: {
      ...(source.height > source.width ? { Width: short } : { Height: short }),
      ScalingBehavior: 'DEFAULT',
      VideoPreprocessors: asScreensShowIt(source),
      CodecSettings: { Codec: 'FRAME_CAPTURE', FrameCaptureSettings: { FramerateNumerator: 1000, FramerateDenominator: everyMs, MaxCaptures: most, Quality: 80 } },
    },
  }
}

/** Only the long side is set. */
function tileOutput(source: Source, everySeconds: number): Output {
  const long = Math.min(tileSide, Math.floor(Math.max(source.width, source.height) / 2) * 2)
  return {
    ContainerSettings: { Container: 'RAW' },
    VideoDescription: {
      ...(source.height > source.width ? { Height: long } : { Width: long }),
      ScalingBehavior: 'DEFAULT',
      VideoPreprocessors: asScreensShowIt(source),
      CodecSettings: { Codec: 'FRAME_CAPTURE', FrameCaptureSettings: { FramerateNumerator: 1, FramerateDenominator: everySeconds, MaxCaptures: mostTilesOf(source.durationSeconds), Quality: 70 } },
    },
  }
}
