/** MediaConvert's own JSON, as the SDK sends and reads it: the parts that we look at. The rest is kept and echoed. */

export interface CreateJobRequest {
  readonly role?: string
  readonly queue?: string
  readonly priority?: number
  readonly clientRequestToken?: string
  readonly statusUpdateInterval?: string
  readonly accelerationSettings?: object
  readonly userMetadata?: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
  readonly jobTemplate?: string
  readonly settings?: JobSettings
}

export interface JobSettings {
  readonly inputs?: readonly Input[]
  readonly outputGroups?: readonly OutputGroup[]
}

export interface Input {
  readonly fileInput?: string
  readonly videoSelector?: { readonly rotate?: string }
  readonly audioSelectors?: Readonly<Record<string, AudioSelector>>
  readonly captionSelectors?: Readonly<Record<string, object>>
  readonly inputClippings?: readonly { readonly startTimecode?: string; readonly endTimecode?: string }[]
  readonly timecodeSource?: string
}

export interface AudioSelector {
  readonly selectorType?: string
  readonly tracks?: readonly number[]
  readonly defaultSelection?: string
}

export interface OutputGroup {
  readonly name?: string
  readonly outputGroupSettings?: {
    readonly type?: string
    readonly cmafGroupSettings?: CmafGroupSettings
    readonly fileGroupSettings?: { readonly destination?: string }
  }
  readonly outputs?: readonly Output[]
}

export interface CmafGroupSettings {
  readonly destination?: string
  readonly segmentLength?: number
  readonly fragmentLength?: number
  readonly segmentControl?: string
  readonly writeHlsManifest?: string
  readonly writeDashManifest?: string
  readonly imageBasedTrickPlay?: string
}

export interface Output {
  readonly nameModifier?: string
  readonly containerSettings?: {
    readonly container?: string
    readonly cmfcSettings?: { readonly audioGroupId?: string; readonly audioRenditionSets?: string; readonly audioTrackType?: string }
  }
  readonly videoDescription?: VideoDescription
  readonly audioDescriptions?: readonly AudioDescription[]
  readonly captionDescriptions?: readonly object[]
}

export interface VideoDescription {
  readonly width?: number
  readonly height?: number
  readonly scalingBehavior?: string
  readonly videoPreprocessors?: {
    readonly deinterlacer?: { readonly mode?: string; readonly algorithm?: string; readonly control?: string }
    readonly colorCorrector?: { readonly colorSpaceConversion?: string; readonly hdrToSdrToneMapper?: string }
  }
  readonly codecSettings?: { readonly codec?: string; readonly h264Settings?: H264Settings; readonly frameCaptureSettings?: FrameCaptureSettings }
}

export interface H264Settings {
  readonly rateControlMode?: string
  readonly bitrate?: number
  readonly maxBitrate?: number
  readonly hrdBufferSize?: number
  readonly qvbrSettings?: { readonly qvbrQualityLevel?: number }
  readonly qualityTuningLevel?: string
  readonly codecProfile?: string
  readonly gopSize?: number
  readonly gopSizeUnits?: string
  readonly framerateControl?: string
  readonly framerateNumerator?: number
  readonly framerateDenominator?: number
}

export interface FrameCaptureSettings {
  readonly framerateNumerator?: number
  readonly framerateDenominator?: number
  readonly maxCaptures?: number
  readonly quality?: number
}

export interface AudioDescription {
  readonly audioSourceName?: string
  readonly languageCode?: string
  readonly customLanguageCode?: string
  readonly streamName?: string
  readonly codecSettings?: { readonly codec?: string; readonly aacSettings?: { readonly bitrate?: number; readonly codingMode?: string; readonly sampleRate?: number } }
}
