/** What FFmpeg finds in a file: every packet's time of showing, in seconds, and its bytes, by a hash. */
import { createHash } from 'node:crypto'
import { AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants'
import { FFmpegError, FormatContext, Packet } from 'node-av/lib'

export interface FoundPacket { readonly at: number; readonly key: boolean; readonly hash: string }

/** In the order of showing. */
export async function packetsOf(path: string): Promise<{ picture: FoundPacket[]; sound: FoundPacket[] }> {
  const context = new FormatContext()
  context.allocContext()
  FFmpegError.throwIfError(await context.openInput(path), 'Opening a file')
  FFmpegError.throwIfError(await context.findStreamInfo(), 'Reading its tracks')
  const found = { picture: [] as FoundPacket[], sound: [] as FoundPacket[] }
  const packet = new Packet()
  packet.alloc()
  while (context.readFrameSync(packet) >= 0) {
    const { timeBase: { num, den }, codecpar } = context.streams[packet.streamIndex]!
    const kind = codecpar.codecType === AVMEDIA_TYPE_VIDEO ? 'picture' : codecpar.codecType === AVMEDIA_TYPE_AUDIO ? 'sound' : null
    if (kind) found[kind].push({ at: (Number(packet.pts) * num) / den, key: packet.isKeyframe, hash: createHash('sha1').update(packet.data!).digest('hex') })
    packet.unref()
  }
  packet.free()
  await context.closeInput()
  for (const packets of Object.values(found)) packets.sort((a, b) => a.at - b.at)
  return found
}
