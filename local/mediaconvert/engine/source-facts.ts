import { AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants'
import { avChannelLayoutDescribe, avGetCodecName, avGetPixFmtName } from 'node-av/lib'
import type { Stream } from 'node-av/lib'
import type { Source } from './open-source.ts'
import type { Fraction, SourceFacts, TrackFacts, VideoFacts } from './spec.ts'

/** What a source is, read from its headers. */
export function sourceFacts(source: Source): SourceFacts {
  const { context } = source
  return {
    format: context.iformat?.name ?? '',
    brand: context.metadata?.get('major_brand') ?? null,
    webm: /webm/i.test(context.metadata?.get('ENCODER') ?? '') || source.video.some(s => ['vp8', 'vp9', 'av1'].includes(codecName(s))),
    durationSeconds: source.durationSeconds,
    startSeconds: source.startSeconds,
    bitRate: positive(Number(context.bitRate)),
    tracks: context.streams.map(stream => trackFacts(source, stream)),
  }
}

function trackFacts(source: Source, stream: Stream): TrackFacts {
  const { codecpar, timeBase } = stream
  const language = stream.metadata?.get('language')
  const common = {
    stream: stream.index,
    codec: codecName(stream),
    durationSeconds: stream.duration > 0n ? (Number(stream.duration) * timeBase.num) / timeBase.den : null,
    language: language && language !== 'und' ? language : null,
    bitRate: positive(Number(codecpar.bitRate)),
  }
  if (codecpar.codecType === AVMEDIA_TYPE_AUDIO) {
    const { channels, sampleRate, channelLayout, bitsPerRawSample, bitsPerCodedSample } = codecpar
    return { ...common, kind: 'audio', audio: { channels, sampleRate, layout: avChannelLayoutDescribe(channelLayout), bitDepth: positive(bitsPerRawSample || bitsPerCodedSample) } }
  }
  if (codecpar.codecType === AVMEDIA_TYPE_VIDEO && source.video.some(s => s.index === stream.index)) return { ...common, kind: 'video', video: videoFacts(stream) }
  return { ...common, kind: 'data' }
}

export function videoFacts(stream: Stream): VideoFacts {
  const { codecpar } = stream
  const ratio = codecpar.sampleAspectRatio.num > 0 ? codecpar.sampleAspectRatio : stream.sampleAspectRatio
  return {
    width: codecpar.width,
    height: codecpar.height,
    sampleAspectRatio: ratio.num > 0 && ratio.den > 0 ? { num: ratio.num, den: ratio.den } : { num: 1, den: 1 },
    rotation: rotationOf(stream),
    frameRate: frameRateOf(stream),
    bitDepth: Number(/(?:p|gray)(\d\d)(?:le|be)$/.exec(avGetPixFmtName(codecpar.format as never) ?? '')?.[1] ?? 8),
    primaries: codecpar.colorPrimaries,
    transfer: codecpar.colorTrc,
    matrix: codecpar.colorSpace,
  }
}

const codecName = (stream: Stream) => avGetCodecName(stream.codecpar.codecId) ?? 'unknown'
const positive = (value: number) => (value > 0 ? value : null)

/** The display matrix is nine 16.16 numbers; its first column tells by how much the picture lies on its side. */
function rotationOf(stream: Stream): VideoFacts['rotation'] {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)
  if (!matrix || matrix.length < 36) return 0
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI
  return ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as VideoFacts['rotation']
}

const usualRates: readonly Fraction[] = [
  { num: 24000, den: 1001 }, { num: 24, den: 1 }, { num: 25, den: 1 }, { num: 30000, den: 1001 }, { num: 30, den: 1 },
  { num: 48, den: 1 }, { num: 50, den: 1 }, { num: 60000, den: 1001 }, { num: 60, den: 1 },
]

/**
 * The steady rate that describes a source best. Where frames come regularly the container's own figure is
 * exact; phones and screen recorders vary, and get the usual rate next to their average, 60 at most.
 */
function frameRateOf(stream: Stream): Fraction {
  const [average, regular] = [stream.avgFrameRate, stream.rFrameRate].map(r => ({ num: r.num, den: r.den, value: r.num > 0 && r.den > 0 ? r.num / r.den : 0 }))
  if (!average || !regular || (average.value === 0 && regular.value === 0)) return { num: 30, den: 1 }
  const exact = regular.value > 0 && regular.value <= 120 && (average.value === 0 || Math.abs(regular.value / average.value - 1) < 0.02)
  if (exact) return { num: regular.num, den: regular.den }
  const wanted = Math.min(60, average.value || regular.value)
  const near = usualRates.toSorted((a, b) => Math.abs(a.num / a.den - wanted) - Math.abs(b.num / b.den - wanted))[0]!
  return Math.abs(near.num / near.den / wanted - 1) < 0.02 ? near : { num: Math.max(1, Math.round(wanted)), den: 1 }
}
