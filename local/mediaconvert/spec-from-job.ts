/** Pure: a validated job becomes the engine's spec, and each group's place in S3. */
import { posix } from 'node:path'
import type { AudioRenditionSpec, CaptureSpec, EncodeSpec, FramePlace, FrameSizeSpec, OutputGroupSpec, RateControl, VideoRungSpec } from './engine/spec.ts'
import { languageTag } from './languages.ts'
import type { AudioDescription, H264Settings, Input, JobSettings, Output, OutputGroup, VideoDescription } from './wire.ts'

/** `s3://bucket/some/key` */
export function s3Address(url: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(url) ?? []
  return { bucket, key }
}

/** Where a group's files go, and what their names begin with. A destination that ends in a slash borrows the source's name. */
export function placeOfGroup(group: OutputGroup, input: Input): { bucket: string; prefix: string; base: string } {
  const settings = group.outputGroupSettings
  const { bucket, key } = s3Address(settings?.cmafGroupSettings?.destination ?? settings?.fileGroupSettings?.destination ?? '')
  const slash = key.lastIndexOf('/') + 1
  return { bucket, prefix: key.slice(0, slash), base: key.slice(slash) || posix.parse(s3Address(input.fileInput ?? '').key).name }
}

/** Every group gets a folder of its own below `directory`, named by its number. */
export function specFromJob(settings: JobSettings, local: { input: string; directory: string; niceness: number }): EncodeSpec {
  const input = settings.inputs![0]!
  const preprocessors = settings.outputGroups!.flatMap(group => (group.outputs ?? []).flatMap(output => output.videoDescription?.videoPreprocessors ?? []))
  return {
    task: 'encode',
    ...local,
    ...clip(input),
    rotate: rotations[input.videoSelector?.rotate ?? 'DEGREE_0'] ?? 0,
    // One decoded picture feeds all outputs: what one of them asks for, all of them get.
    deinterlace: preprocessors.some(({ deinterlacer }) => deinterlacer !== undefined),
    standardRange: preprocessors.some(({ colorCorrector }) => colorCorrector?.colorSpaceConversion === 'FORCE_709'),
    groups: settings.outputGroups!.map((group, index): OutputGroupSpec => {
      const { base } = placeOfGroup(group, input)
      const common = { folder: String(index), base }
      const outputs = group.outputs ?? []
      const cmaf = group.outputGroupSettings?.cmafGroupSettings
      if (!cmaf) return { kind: 'capture', ...common, captures: outputs.map(capture) }
      return {
        kind: 'cmaf', ...common,
        segmentSeconds: cmaf.segmentLength!,
        hls: cmaf.writeHlsManifest !== 'DISABLED',
        dash: cmaf.writeDashManifest !== 'DISABLED',
        video: outputs.filter(output => output.videoDescription).map(videoRung),
        audio: outputs.filter(output => output.audioDescriptions?.length).map((output, place) => audioRendition(output, place, input)),
      }
    }),
  }
}

function clip({ inputClippings: [piece] = [] }: Input): Pick<EncodeSpec, 'clip'> {
  return piece ? { clip: { from: framePlace(piece.startTimecode!), to: framePlace(piece.endTimecode!) } } : {}
}

function framePlace(timecode: string): FramePlace {
  const [hours, minutes, seconds, frames] = timecode.split(/[:;]/).map(Number) as [number, number, number, number]
  return { seconds: hours * 3600 + minutes * 60 + seconds, frames }
}

const rotations: Record<string, EncodeSpec['rotate']> = { DEGREE_0: 0, DEGREES_90: 90, DEGREES_180: 180, DEGREES_270: 270, AUTO: 'auto' }
/** MediaConvert's own defaults. */
const defaults = { gopSize: 90, quality: 80, captureFrameRate: 30, aacBitrate: 96000, qvbrLevel: 7, audioGroup: 'program_audio' }

function videoRung(output: Output): VideoRungSpec {
  const video = output.videoDescription!
  const h264 = video.codecSettings?.h264Settings ?? {}
  return {
    modifier: output.nameModifier ?? '',
    size: frameSize(video),
    frameRate: h264.framerateControl === 'SPECIFIED' ? { num: h264.framerateNumerator!, den: h264.framerateDenominator! } : null,
    gop: h264.gopSizeUnits === 'AUTO' ? { size: 2, unit: 'seconds' } : { size: h264.gopSize ?? defaults.gopSize, unit: h264.gopSizeUnits === 'SECONDS' ? 'seconds' : 'frames' },
    rate: rateControl(h264),
    profile: (h264.codecProfile?.toLowerCase() ?? 'main') as VideoRungSpec['profile'],
    slow: h264.qualityTuningLevel === 'MULTI_PASS_HQ',
    audioGroup: output.containerSettings?.cmfcSettings?.audioRenditionSets?.split(',')[0]?.trim() ?? null,
  }
}

function rateControl({ rateControlMode, bitrate, maxBitrate, qvbrSettings, hrdBufferSize }: H264Settings): RateControl {
  const bufferBits = hrdBufferSize ?? null
  if (rateControlMode === 'QVBR') return { mode: 'quality', level: qvbrSettings?.qvbrQualityLevel ?? defaults.qvbrLevel, maxBitrate: maxBitrate!, bufferBits }
  if (rateControlMode === 'VBR') return { mode: 'average', bitrate: bitrate!, maxBitrate: maxBitrate ?? bitrate! * 2, bufferBits }
  return { mode: 'constant', bitrate: bitrate!, bufferBits }
}

function frameSize({ width, height, scalingBehavior }: VideoDescription): FrameSizeSpec {
  const behaviour = scalingBehavior === 'STRETCH_TO_OUTPUT' ? 'stretch' : scalingBehavior === 'FILL' ? 'fill' : 'fit'
  return { width: width ?? null, height: height ?? null, behaviour }
}

function audioRendition(output: Output, place: number, input: Input): AudioRenditionSpec {
  const description: AudioDescription = output.audioDescriptions![0]!
  const selectors = input.audioSelectors ?? {}
  const selector = description.audioSourceName === undefined ? Object.values(selectors)[0] : selectors[description.audioSourceName]
  const aac = description.codecSettings?.aacSettings
  const language = languageTag(description.customLanguageCode ?? description.languageCode)
  const cmfc = output.containerSettings?.cmfcSettings
  return {
    modifier: output.nameModifier ?? '',
    track: selector?.tracks?.[0] ?? 1,
    bitrate: aac?.bitrate ?? defaults.aacBitrate,
    sampleRate: aac?.sampleRate ?? 48000,
    channels: aac?.codingMode === 'CODING_MODE_1_0' ? 1 : 2,
    group: cmfc?.audioGroupId ?? defaults.audioGroup,
    name: description.streamName ?? language ?? `Audio ${place + 1}`,
    language,
    isDefault: cmfc?.audioTrackType ? cmfc.audioTrackType === 'ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT' : place === 0,
  }
}

function capture(output: Output): CaptureSpec {
  const settings = output.videoDescription!.codecSettings?.frameCaptureSettings ?? {}
  return {
    modifier: output.nameModifier ?? '',
    size: frameSize(output.videoDescription!),
    everySeconds: (settings.framerateDenominator ?? 1) / (settings.framerateNumerator ?? defaults.captureFrameRate),
    maxCaptures: settings.maxCaptures ?? 10_000_000,
    quality: settings.quality ?? defaults.quality,
  }
}
