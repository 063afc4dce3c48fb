/** Pure: what the engine read from a file, in the words of MediaConvert's Probe. */
import type { SourceFacts, TrackFacts, VideoFacts } from './engine/spec.ts'

export function probeResult(source: SourceFacts, object: { size: number; etag: string; contentType: string }): object {
  const indexes = (kind: TrackFacts['kind']) => source.tracks.filter(track => track.kind === kind).map(track => track.stream + 1)
  return {
    container: {
      format: formatOf(source),
      ...(source.durationSeconds !== null && { duration: source.durationSeconds, bitRate: Math.round((object.size * 8) / Math.max(source.durationSeconds, 0.001)) }),
      tracks: source.tracks.map(trackOf),
    },
    metadata: { eTag: object.etag, fileSize: object.size, mimeType: object.contentType },
    trackMappings: [{ videoTrackIndexes: indexes('video'), audioTrackIndexes: indexes('audio'), dataTrackIndexes: indexes('data') }],
  }
}

export function formatOf({ format, brand, webm }: SourceFacts): string {
  if (format.startsWith('matroska')) return webm ? 'webm' : 'matroska'
  if (!format.startsWith('mov')) return format
  if (brand?.startsWith('qt')) return 'quicktime'
  if (brand?.startsWith('3gp')) return 'three_gp'
  return brand?.startsWith('3g2') ? 'three_g2' : 'mp4'
}

function trackOf(track: TrackFacts): object {
  return {
    index: track.stream + 1,
    trackType: track.kind,
    codec: codecOf(track.codec),
    ...(track.durationSeconds !== null && { duration: track.durationSeconds }),
    ...(track.video && { videoProperties: videoProperties(track.video, track.bitRate) }),
    ...(track.audio && {
      audioProperties: {
        channels: track.audio.channels,
        sampleRate: track.audio.sampleRate,
        ...(track.audio.bitDepth && { bitDepth: track.audio.bitDepth }),
        ...(track.audio.layout && { channelLayout: track.audio.layout }),
        ...(track.bitRate && { bitRate: track.bitRate }),
        ...(track.language && { languageCode: track.language }),
      },
    }),
    ...(track.kind === 'data' && { dataProperties: { ...(track.language && { languageCode: track.language }) } }),
  }
}

function videoProperties(video: VideoFacts, bitRate: number | null): object {
  const { num, den } = video.sampleAspectRatio
  const shown = reduced(video.width * num, video.height * den)
  const color = { colorPrimaries: primaries[video.primaries] ?? 'UNSPECIFIED', transferCharacteristics: transfers[video.transfer] ?? 'UNSPECIFIED', matrixCoefficients: matrices[video.matrix] ?? 'UNSPECIFIED' }
  return {
    width: video.width,
    height: video.height,
    bitDepth: video.bitDepth,
    frameRate: { numerator: video.frameRate.num, denominator: video.frameRate.den },
    sampleAspectRatio: { numerator: num, denominator: den },
    displayAspectRatio: shown,
    ...(bitRate && { bitRate }),
    // Absent when there is nothing to turn, as in AWS.
    ...(video.rotation !== 0 && { rotation: video.rotation }),
    ...color,
  }
}

function reduced(numerator: number, denominator: number): { numerator: number; denominator: number } {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  const common = divisor(numerator, denominator)
  return { numerator: numerator / common, denominator: denominator / common }
}

const codecs: Readonly<Record<string, string>> = {
  h264: 'AVC', hevc: 'HEVC', av1: 'AV1', vp8: 'VP8', vp9: 'VP9', mpeg4: 'MP4V', msmpeg4v3: 'MP4V', mpeg1video: 'MPEG1', mpeg2video: 'MPEG2', h263: 'H263', mjpeg: 'MJPEG', prores: 'PRORES',
  dnxhd: 'VC3', vc1: 'VC1', theora: 'THEORA', jpeg2000: 'JPEG2000', dvvideo: 'DV', qtrle: 'QTRLE', rawvideo: 'UNCOMPRESSED',
  aac: 'AAC', ac3: 'AC3', eac3: 'EAC3', mp3: 'MP3', mp2: 'MP2', opus: 'OPUS', vorbis: 'VORBIS', flac: 'FLAC', amr_nb: 'AMR', amr_wb: 'AMR', wmav2: 'WMA2', webvtt: 'WEBVTT', eia_608: 'C608',
}
export const codecOf = (codec: string) => codecs[codec] ?? (codec.startsWith('pcm_') ? 'PCM' : 'UNKNOWN')

/** By ISO/IEC 23091-2 code point, which is also FFmpeg's number. */
const primaries: Readonly<Record<number, string>> = { 1: 'ITU_709', 4: 'ITU_470M', 5: 'ITU_470BG', 6: 'SMPTE_170M', 7: 'SMPTE_240M', 8: 'GENERIC_FILM', 9: 'ITU_2020', 10: 'SMPTE_428_1', 11: 'SMPTE_431_2', 12: 'SMPTE_EG_432_1', 22: 'EBU_3213_E' }
const transfers: Readonly<Record<number, string>> = { 1: 'ITU_709', 4: 'ITU_470M', 5: 'ITU_470BG', 6: 'SMPTE_170M', 7: 'SMPTE_240M', 8: 'LINEAR', 11: 'IEC_61966_2_4', 12: 'ITU_1361', 13: 'IEC_61966_2_1', 14: 'ITU_2020_10bit', 15: 'ITU_2020_12bit', 16: 'SMPTE_2084', 17: 'SMPTE_428_1', 18: 'ARIB_B67' }
const matrices: Readonly<Record<number, string>> = { 0: 'RGB', 1: 'ITU_709', 4: 'FCC', 5: 'ITU_470BG', 6: 'SMPTE_170M', 7: 'SMPTE_240M', 8: 'YCgCo', 9: 'ITU_2020_NCL', 10: 'ITU_2020_CL', 11: 'SMPTE_2085', 12: 'CD_NCL', 13: 'CD_CL', 14: 'ITU_2100ICtCp' }
