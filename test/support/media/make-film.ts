/** `node make-film.ts <recipe as JSON> <file>`: FFmpeg's own test pictures and tones, encoded as the recipe says. */
import type { FFEncoderCodec } from 'node-av/constants'
import { Codec, FFmpegError, FilterGraph, Frame, avGetPixFmtFromName, avGetSampleFmtName } from 'node-av/lib'
import { FilmWriter } from '../../../local/films/film-writer.ts'
import type { FilmRecipe } from './recipes.ts'

const recipe = JSON.parse(process.argv[2]!) as FilmRecipe
const { picture, sound, seconds } = recipe
const pixels = picture?.pixels ?? 'yuv420p'
const late = BigInt(Math.round((sound?.late ?? 0) * (sound?.sampleRate ?? 0)))
const frameRate = picture && (Number.isInteger(picture.fps) ? { num: picture.fps, den: 1 } : { num: Math.round(picture.fps * 1001), den: 1001 })
const sampleFormat = sound && Codec.findEncoderByName(sound.codec as FFEncoderCodec)?.sampleFormats?.[0]
const writer = await FilmWriter.create(process.argv[3]!, recipe.format, {
  header: recipe.header, timecode: recipe.timecode,
  ...(picture && { picture: { ...picture, frameRate: frameRate!, pixelFormat: avGetPixFmtFromName(pixels) } }),
  ...(sound && { sound: { ...sound, sampleFormat: sampleFormat! } }),
})

const graph = new FilterGraph()
graph.alloc()
const layouts: Record<number, string> = { 1: 'mono', 2: 'stereo', 6: '5.1' }
const sources = [
  ...(picture ? [`testsrc2=size=${picture.width}x${picture.height}:rate=${frameRate!.num}/${frameRate!.den}:duration=${seconds}${picture.filter ? `,${picture.filter}` : ''},format=${pixels},buffersink@v`] : []),
  ...(sound ? [`sine=frequency=330:beep_factor=2:sample_rate=${sound.sampleRate}:duration=${seconds - (sound.late ?? 0)},aformat=sample_fmts=${avGetSampleFmtName(sampleFormat!)}:sample_rates=${sound.sampleRate}:channel_layouts=${layouts[sound.channels]},asetnsamples=n=${writer.soundFrameSize}:p=0,abuffersink@a`] : []),
]
FFmpegError.throwIfError(graph.parse2(sources.join(';')), 'Planning a film')
FFmpegError.throwIfError(await graph.config(), 'Planning a film')
const pictures = graph.getFilter('buffersink@v')
const sounds = graph.getFilter('abuffersink@a')

/** Sound and picture advance together, so that neither piles up in the muxer. */
const frame = new Frame()
frame.alloc()
const clocks = { picture: pictures ? 0 : Infinity, sound: sounds ? 0 : Infinity }
while (clocks.picture < Infinity || clocks.sound < Infinity) {
  const isPicture = clocks.picture <= clocks.sound
  const more = await (isPicture ? pictures! : sounds!).buffersinkGetFrame(frame) >= 0
  if (isPicture) {
    clocks.picture = more ? (Number(frame.pts) * frameRate!.den) / frameRate!.num : Infinity
    if (more) await writer.picture(frame)
  } else {
    clocks.sound = more ? Number(frame.pts) / sound!.sampleRate : Infinity
    if (more) {
      frame.pts += late
      await writer.sound(frame)
    }
  }
  if (more) frame.unref()
}
await writer.finish()
// Only now: its filters do not keep it from being collected.
graph.free()
