/** A film of any length out of another: its packets again and again, each round later, without encoding anything. */
import { FFmpegError, FormatContext, Packet } from 'node-av/lib'

/** Writes an MP4 as cameras do, its header last. */
export async function loopFilm(file: string, seconds: number, to: string): Promise<void> {
  const output = new FormatContext()
  ok(output.allocOutputContext2(null, 'mp4', to))
  const packet = new Packet()
  packet.alloc()
  let begins = 0
  let end = 0
  for (let round = 0; end < seconds; round++) {
    const input = new FormatContext()
    input.allocContext()
    ok(await input.openInput(file))
    ok(await input.findStreamInfo())
    if (round === 0) {
      for (const { codecpar, timeBase } of input.streams) {
        const stream = output.newStream()
        ok(codecpar.copy(stream.codecpar))
        stream.timeBase = timeBase
      }
      ok(await output.openOutput())
      ok(await output.writeHeader(null))
    }
    while (input.readFrameSync(packet) >= 0) {
      const { timeBase } = input.streams[packet.streamIndex]!
      // The run-up of the sound belongs before the film, not between two rounds of it.
      if (round > 0 && packet.pts < 0n) {
        packet.unref()
        continue
      }
      const later = BigInt(Math.round((begins * timeBase.den) / timeBase.num))
      packet.pts += later
      packet.dts += later
      if (Number(packet.pts) * timeBase.num >= seconds * timeBase.den) {
        packet.unref()
        continue
      }
      end = Math.max(end, (Number(packet.pts + packet.duration) * timeBase.num) / timeBase.den)
      packet.rescaleTs(timeBase, output.streams[packet.streamIndex]!.timeBase)
      ok(output.interleavedWriteFrameSync(packet))
    }
    await input.closeInput()
    begins = end
  }
  ok(await output.writeTrailer())
  await output.closeOutput()
  packet.free()
  output.freeContext()
}

const ok = (result: number) => FFmpegError.throwIfError(result, 'Looping a film')
