/** The beginning of a CMAF track (ISO/IEC 23000-19): what a decoder must know before the first segment. */
import { box, fullBox, letters, u16, u32, u8 } from './iso-box.ts'

/** `description` is the decoder's configuration: an AVCDecoderConfigurationRecord or an AudioSpecificConfig. Timescales in ticks per second. */
export interface PictureTrack { readonly kind: 'picture'; readonly timescale: number; readonly width: number; readonly height: number; readonly description: Uint8Array }
export interface SoundTrack { readonly kind: 'sound'; readonly timescale: number; readonly channels: number; readonly sampleRate: number; readonly description: Uint8Array }

/** Every track is alone in its files. */
export const trackId = 1

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
/** Bits that say: enabled, part of the movie. */
const shown = 3

export function initSegment(track: PictureTrack | SoundTrack): Buffer {
  const picture = track.kind === 'picture'
  const media = box('mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, track.timescale, 0), u16(0x55c4, 0)),
    fullBox('hdlr', 0, 0, u32(0), letters(picture ? 'vide' : 'soun'), u32(0, 0, 0), letters('Playhouse\0')),
    box('minf',
      picture ? fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)) : fullBox('smhd', 0, 0, u16(0, 0)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      box('stbl',
        fullBox('stsd', 0, 0, u32(1), picture ? pictureEntry(track) : soundEntry(track)),
        fullBox('stts', 0, 0, u32(0)), fullBox('stsc', 0, 0, u32(0)), fullBox('stsz', 0, 0, u32(0, 0)), fullBox('stco', 0, 0, u32(0)))))
  const header = fullBox('tkhd', 0, shown, u32(0, 0, trackId, 0, 0, 0, 0), u16(0, 0, picture ? 0 : 0x100, 0), matrix,
    u32(picture ? track.width * 65_536 : 0, picture ? track.height * 65_536 : 0))
  return Buffer.concat([
    box('ftyp', letters('iso6'), u32(0), letters('iso6cmfcmp41')),
    box('moov',
      fullBox('mvhd', 0, 0, u32(0, 0, 1000, 0, 0x10000), u16(0x100, 0), u32(0, 0), matrix, u32(0, 0, 0, 0, 0, 0, trackId + 1)),
      box('trak', header, media),
      box('mvex', fullBox('trex', 0, 0, u32(trackId, 1, 0, 0, 0)))),
  ])
}

function pictureEntry({ width, height, description }: PictureTrack): Buffer {
  return box('avc1', u8(0, 0, 0, 0, 0, 0), u16(1), u32(0, 0, 0, 0), u16(width, height), u32(0x480000, 0x480000, 0), u16(1), Buffer.alloc(32), u16(24, 0xffff), box('avcC', description))
}

function soundEntry({ channels, sampleRate, description }: SoundTrack): Buffer {
  // The entry's rate has 16 bits before its point; above them it is told by the configuration alone.
  const rate = sampleRate < 65_536 ? sampleRate * 65_536 : 0
  const decoder = descriptor(4, u8(0x40, 0x15, 0, 0, 0), u32(0, 0), descriptor(5, description))
  const stream = descriptor(3, u16(trackId), u8(0), decoder, descriptor(6, u8(2)))
  return box('mp4a', u8(0, 0, 0, 0, 0, 0), u16(1), u32(0, 0), u16(channels, 16, 0, 0), u32(rate), fullBox('esds', 0, 0, stream))
}

/** ISO/IEC 14496-1: a tag, the length in seven bits a byte, content. */
function descriptor(tag: number, ...content: Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([u8(tag, 0x80 | (length >> 21), 0x80 | ((length >> 14) & 127), 0x80 | ((length >> 7) & 127), length & 127), ...content])
}
