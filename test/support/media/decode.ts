/** Decodes the first track of a file with FFmpeg. For films of a few seconds: every frame is kept. */
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Packet } from 'node-av/lib'

export interface DecodedFrame {
  /** Seconds. */
  readonly at: number
  /** AVPixelFormat or AVSampleFormat. */
  readonly format: number
  /** The first plane: brightness, or the samples of the first channel. `stride` bytes to a row. */
  readonly plane: Buffer
  readonly stride: number
  readonly width: number
  readonly height: number
  /** Width of a pixel over its height. */
  readonly pixelRatio: number
  readonly transfer: number
  readonly channels: number
  readonly sampleRate: number
}

export async function decodedTrack(file: string): Promise<DecodedFrame[]> {
  const context = new FormatContext()
  context.allocContext()
  ok(await context.openInput(file))
  ok(await context.findStreamInfo())
  const stream = context.streams[0]!
  const codec = Codec.findDecoder(stream.codecpar.codecId)!
  const decoder = new CodecContext()
  decoder.allocContext3(codec)
  ok(decoder.parametersToContext(stream.codecpar))
  decoder.pktTimebase = stream.timeBase
  ok(decoder.open2Sync(codec))
  const [packet, frame] = [new Packet(), new Frame()]
  packet.alloc()
  frame.alloc()
  const frames: DecodedFrame[] = []
  const drain = () => {
    while (decoder.receiveFrameSync(frame) >= 0) {
      frames.push(kept(frame, stream.timeBase))
      frame.unref()
    }
  }
  while (context.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index) {
      ok(decoder.sendPacketSync(packet))
      drain()
    }
    packet.unref()
  }
  decoder.sendPacketSync(null)
  drain()
  packet.free()
  frame.free()
  decoder.freeContext()
  await context.closeInput()
  return frames
}

function kept(frame: Frame, { num, den }: { num: number; den: number }): DecodedFrame {
  const { num: across, den: down } = frame.sampleAspectRatio
  return {
    at: (Number(frame.bestEffortTimestamp) * num) / den, format: frame.format,
    plane: Buffer.from(frame.data![0]!), stride: frame.linesize[0]!, width: frame.width, height: frame.height,
    pixelRatio: across > 0 && down > 0 ? across / down : 1, transfer: frame.colorTrc, channels: frame.channelLayout.nbChannels, sampleRate: frame.sampleRate,
  }
}

const ok = (result: number) => FFmpegError.throwIfError(result, 'Decoding a film')
