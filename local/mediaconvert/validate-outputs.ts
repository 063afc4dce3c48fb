import type { Problems } from './problems.ts'
import type { AudioDescription, FrameCaptureSettings, H264Settings, Output, OutputGroup, VideoDescription } from './wire.ts'

const s3Place = /^s3:\/\/[^/]+\/.+$/

export function validateOutputGroup(group: OutputGroup, path: string, selectors: ReadonlySet<string>, problems: Problems): void {
  const settings = group.outputGroupSettings
  if (!problems.required(`${path}/outputGroupSettings/type`, settings?.type) || !problems.required(`${path}/outputs`, group.outputs)) return
  const outputs = group.outputs!
  uniqueModifiers(outputs, path, problems)
  switch (settings!.type) {
    case 'CMAF_GROUP_SETTINGS': {
      const at = `${path}/outputGroupSettings/cmafGroupSettings`
      const cmaf = settings!.cmafGroupSettings
      if (!problems.required(at, cmaf)) return
      destination(cmaf!.destination, `${at}/destination`, problems)
      problems.required(`${at}/segmentLength`, cmaf!.segmentLength)
      problems.required(`${at}/fragmentLength`, cmaf!.fragmentLength)
      problems.between(`${at}/segmentLength`, cmaf!.segmentLength, 1, 2147483647)
      problems.between(`${at}/fragmentLength`, cmaf!.fragmentLength, 1, 2147483647)
      if (cmaf!.segmentControl === 'SINGLE_FILE') problems.unsupported(`${at}/segmentControl`, 'SINGLE_FILE')
      outputs.forEach((output, index) => validateCmafOutput(output, `${path}/outputs/${index}`, selectors, problems))
      return
    }
    case 'FILE_GROUP_SETTINGS':
      destination(settings!.fileGroupSettings?.destination, `${path}/outputGroupSettings/fileGroupSettings/destination`, problems)
      outputs.forEach((output, index) => validateStillOutput(output, `${path}/outputs/${index}`, problems))
      return
    case 'HLS_GROUP_SETTINGS': case 'DASH_ISO_GROUP_SETTINGS': case 'MS_SMOOTH_GROUP_SETTINGS':
      return problems.unsupported(`${path}/outputGroupSettings/type`, settings!.type)
    default:
      problems.oneOf(`${path}/outputGroupSettings/type`, settings!.type, ['CMAF_GROUP_SETTINGS', 'DASH_ISO_GROUP_SETTINGS', 'FILE_GROUP_SETTINGS', 'HLS_GROUP_SETTINGS', 'MS_SMOOTH_GROUP_SETTINGS'])
  }
}

/** Outputs of a group share a destination; the modifier is all that tells their files apart. */
function uniqueModifiers(outputs: readonly Output[], path: string, problems: Problems): void {
  const seen = new Set<string>()
  outputs.forEach(({ nameModifier = '' }, index) => {
    if (seen.has(nameModifier)) problems.add(`${path}/outputs/${index}/nameModifier`, `Duplicate name modifier "${nameModifier}": every output in an output group must have a unique one`)
    seen.add(nameModifier)
    if (nameModifier.length > 256 || nameModifier.includes('/')) problems.add(`${path}/outputs/${index}/nameModifier`, 'should be at most 256 characters without a slash')
  })
}

function destination(value: string | undefined, path: string, problems: Problems): void {
  if (problems.required(path, value) && !s3Place.test(value!)) problems.add(path, 'should match s3://bucket/path')
}

function validateCmafOutput(output: Output, path: string, selectors: ReadonlySet<string>, problems: Problems): void {
  if (output.containerSettings?.container !== 'CMFC') problems.add(`${path}/containerSettings/container`, 'An output of a CMAF group must use the container CMFC')
  problems.required(`${path}/nameModifier`, output.nameModifier)
  const audio = output.audioDescriptions ?? []
  const captions = output.captionDescriptions ?? []
  const kinds = [output.videoDescription !== undefined, audio.length > 0, captions.length > 0].filter(Boolean).length
  if (kinds === 0) problems.add(path, 'An output needs a video, audio or caption description')
  if (kinds > 1 || audio.length > 1 || captions.length > 1) problems.add(path, 'CMAF outputs must contain exactly one media type: put video, each audio and each caption into an output of its own')
  if (captions.length > 0) problems.unsupported(`${path}/captionDescriptions`, 'A caption output')
  if (output.videoDescription) validateH264(output.videoDescription, `${path}/videoDescription`, problems)
  audio.forEach((description, index) => validateAudio(description, `${path}/audioDescriptions/${index}`, selectors, problems))
}

function validateStillOutput(output: Output, path: string, problems: Problems): void {
  if (output.videoDescription?.codecSettings?.codec !== 'FRAME_CAPTURE') return problems.unsupported(`${path}/containerSettings/container`, 'A file output that is not FRAME_CAPTURE')
  if (output.containerSettings?.container !== 'RAW') problems.add(`${path}/containerSettings/container`, 'FRAME_CAPTURE must use the container RAW')
  if (output.audioDescriptions?.length) problems.add(`${path}/audioDescriptions`, 'FRAME_CAPTURE outputs cannot contain audio')
  validateSize(output.videoDescription, `${path}/videoDescription`, problems)
  const settings: FrameCaptureSettings = output.videoDescription.codecSettings.frameCaptureSettings ?? {}
  const at = `${path}/videoDescription/codecSettings/frameCaptureSettings`
  problems.between(`${at}/framerateNumerator`, settings.framerateNumerator, 1, 2147483647)
  problems.between(`${at}/framerateDenominator`, settings.framerateDenominator, 1, 2147483647)
  problems.between(`${at}/maxCaptures`, settings.maxCaptures, 1, 10000000)
  problems.between(`${at}/quality`, settings.quality, 1, 100)
}

function validateSize({ width, height, scalingBehavior, videoPreprocessors }: VideoDescription, path: string, problems: Problems): void {
  for (const [name, pixels] of [['width', width], ['height', height]] as const) {
    problems.between(`${path}/${name}`, pixels, 32, 8192)
    if (pixels !== undefined && pixels % 2 !== 0) problems.add(`${path}/${name}`, `${pixels} is odd: with 4:2:0 chroma, width and height must be even`)
  }
  validatePreprocessors(videoPreprocessors, `${path}/videoPreprocessors`, problems)
  if (!problems.oneOf(`${path}/scalingBehavior`, scalingBehavior, ['DEFAULT', 'FILL', 'FIT', 'FIT_NO_UPSCALE', 'STRETCH_TO_OUTPUT', 'SMART_CROP'])) return
  if (scalingBehavior === 'SMART_CROP' || scalingBehavior === 'FIT_NO_UPSCALE') problems.unsupported(`${path}/scalingBehavior`, scalingBehavior)
}

function validatePreprocessors({ deinterlacer, colorCorrector, ...others }: NonNullable<VideoDescription['videoPreprocessors']> = {}, path: string, problems: Problems): void {
  for (const name of Object.keys(others)) problems.unsupported(`${path}/${name}`, name)
  const at = `${path}/deinterlacer`
  problems.oneOf(`${at}/mode`, deinterlacer?.mode, ['DEINTERLACE', 'INVERSE_TELECINE', 'ADAPTIVE'])
  problems.oneOf(`${at}/algorithm`, deinterlacer?.algorithm, ['INTERPOLATE', 'INTERPOLATE_TICKER', 'BLEND', 'BLEND_TICKER', 'LINEAR_INTERPOLATION'])
  problems.oneOf(`${at}/control`, deinterlacer?.control, ['NORMAL', 'FORCE_ALL_FRAMES'])
  if (deinterlacer?.mode === 'INVERSE_TELECINE' || deinterlacer?.control === 'FORCE_ALL_FRAMES') problems.unsupported(at, 'Anything but DEINTERLACE, where the source says so')
  problems.oneOf(`${path}/colorCorrector/hdrToSdrToneMapper`, colorCorrector?.hdrToSdrToneMapper, ['PRESERVE_DETAILS', 'VIBRANT'])
  if (colorCorrector && colorCorrector.colorSpaceConversion !== 'FORCE_709') problems.unsupported(`${path}/colorCorrector/colorSpaceConversion`, 'Anything but FORCE_709')
}

function validateH264(video: VideoDescription, path: string, problems: Problems): void {
  validateSize(video, path, problems)
  const codec = video.codecSettings?.codec
  if (!problems.required(`${path}/codecSettings/codec`, codec)) return
  if (codec !== 'H_264') return problems.unsupported(`${path}/codecSettings/codec`, codec!)
  const at = `${path}/codecSettings/h264Settings`
  const settings: H264Settings = video.codecSettings?.h264Settings ?? {}
  validateRate(settings, at, problems)
  problems.oneOf(`${at}/codecProfile`, settings.codecProfile, ['BASELINE', 'MAIN', 'HIGH', 'HIGH_10BIT', 'HIGH_422', 'HIGH_422_10BIT'])
  if (settings.codecProfile?.includes('_')) problems.unsupported(`${at}/codecProfile`, settings.codecProfile)
  problems.oneOf(`${at}/qualityTuningLevel`, settings.qualityTuningLevel, ['SINGLE_PASS', 'SINGLE_PASS_HQ', 'MULTI_PASS_HQ'])
  problems.oneOf(`${at}/gopSizeUnits`, settings.gopSizeUnits, ['FRAMES', 'SECONDS', 'AUTO'])
  if (settings.gopSize !== undefined && !(settings.gopSize > 0)) problems.add(`${at}/gopSize`, 'should be greater than 0')
  problems.oneOf(`${at}/framerateControl`, settings.framerateControl, ['INITIALIZE_FROM_SOURCE', 'SPECIFIED'])
  if (settings.framerateControl === 'SPECIFIED') {
    problems.required(`${at}/framerateNumerator`, settings.framerateNumerator)
    problems.required(`${at}/framerateDenominator`, settings.framerateDenominator)
  }
}

function validateRate(settings: H264Settings, at: string, problems: Problems): void {
  problems.between(`${at}/bitrate`, settings.bitrate, 1000, 1152000000)
  problems.between(`${at}/maxBitrate`, settings.maxBitrate, 1000, 1152000000)
  const level = settings.qvbrSettings?.qvbrQualityLevel
  problems.between(`${at}/qvbrSettings/qvbrQualityLevel`, level, 1, 10)
  switch (settings.rateControlMode) {
    case 'QVBR':
      problems.required(`${at}/maxBitrate`, settings.maxBitrate)
      if (settings.bitrate !== undefined) problems.add(`${at}/bitrate`, 'must not be set when rateControlMode is QVBR')
      return
    case 'VBR': case 'CBR':
      problems.required(`${at}/bitrate`, settings.bitrate)
      if (settings.qvbrSettings) problems.add(`${at}/qvbrSettings`, 'is only allowed when rateControlMode is QVBR')
      return
    case undefined: return void problems.required(`${at}/rateControlMode`, undefined)
    default: problems.oneOf(`${at}/rateControlMode`, settings.rateControlMode, ['VBR', 'CBR', 'QVBR'])
  }
}

function validateAudio(audio: AudioDescription, path: string, selectors: ReadonlySet<string>, problems: Problems): void {
  if (audio.audioSourceName !== undefined && !selectors.has(audio.audioSourceName)) problems.add(`${path}/audioSourceName`, `There is no audio selector [${audio.audioSourceName}] in the input`)
  const { codec, aacSettings } = audio.codecSettings ?? {}
  if (!problems.required(`${path}/codecSettings/codec`, codec)) return
  if (codec !== 'AAC') return problems.unsupported(`${path}/codecSettings/codec`, codec!)
  const at = `${path}/codecSettings/aacSettings`
  if (!problems.required(at, aacSettings)) return
  problems.required(`${at}/sampleRate`, aacSettings!.sampleRate)
  problems.required(`${at}/codingMode`, aacSettings!.codingMode)
  problems.between(`${at}/bitrate`, aacSettings!.bitrate, 6000, 1024000)
  const rates = [8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000]
  if (aacSettings!.sampleRate !== undefined && !rates.includes(aacSettings!.sampleRate)) problems.add(`${at}/sampleRate`, `should be one of [${rates.join(', ')}]`)
  if (!problems.oneOf(`${at}/codingMode`, aacSettings!.codingMode, ['AD_RECEIVER_MIX', 'CODING_MODE_1_0', 'CODING_MODE_1_1', 'CODING_MODE_2_0', 'CODING_MODE_5_1'])) return
  if (aacSettings!.codingMode && !['CODING_MODE_1_0', 'CODING_MODE_2_0'].includes(aacSettings!.codingMode)) problems.unsupported(`${at}/codingMode`, aacSettings!.codingMode)
}
