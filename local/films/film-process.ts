/** `node film-process.ts <recipe as JSON>`: draws and encodes one film. A process of its own, so that nothing native lives in whoever asked. */
import { AV_PIX_FMT_YUV420P, AV_SAMPLE_FMT_FLTP, AV_LOG_ERROR } from 'node-av/constants'
import { avChannelLayoutDefault, Frame, Log } from 'node-av/lib'
import { endWithParent } from '../kernel/with-parent.ts'
import { createCanvas } from './canvas.ts'
import { FilmWriter } from './film-writer.ts'
import { createPainter } from './paint-frame.ts'
import type { FilmRecipe } from './render-film.ts'
import { compose } from './scene.ts'
import { createSky } from './sky.ts'
import { chordPads } from './sound.ts'

const sampleRate = 48000

endWithParent(() => process.exit(1))
Log.setLevel(AV_LOG_ERROR)
const recipe = JSON.parse(process.argv[2]!) as FilmRecipe
const { width, height, fps, seconds, seed, file, title } = recipe
const scene = compose({ ...recipe, aspect: width / height })
const painter = createPainter(scene, createSky(scene, width, height, seconds, seed), width, height)
const writer = await FilmWriter.create(file, 'mp4', {
  title,
  picture: { codec: 'libx264', width, height, frameRate: { num: fps, den: 1 }, pixelFormat: AV_PIX_FMT_YUV420P, options: { preset: 'superfast', crf: 19, g: fps * 4, 'x264-params': 'aq-mode=3' } },
  sound: { codec: 'aac', sampleRate, channels: 2, sampleFormat: AV_SAMPLE_FMT_FLTP, bitrate: 128_000 },
})

const sound = chordPads(seconds, sampleRate, seed)
const samples = sound.length / 2
const channelLayout = avChannelLayoutDefault(2)
let played = 0
/** Planar: all of the left, then all of the right. */
async function playUntil(until: number): Promise<void> {
  const size = writer.soundFrameSize
  for (; played < Math.min(until, samples); played += size) {
    const block = new Float32Array(size * 2)
    block.set(sound.subarray(played, Math.min(samples, played + size)))
    block.set(sound.subarray(samples + played, Math.min(samples * 2, samples + played + size)), size)
    const frame = Frame.fromAudioBuffer(Buffer.from(block.buffer), { nbSamples: size, format: AV_SAMPLE_FMT_FLTP, sampleRate, channelLayout, timeBase: { num: 1, den: sampleRate }, pts: BigInt(played) })
    await writer.sound(frame)
    frame.free()
  }
}

const canvas = createCanvas(width, height)
for (let number = 0; number < seconds * fps; number++) {
  painter.paint(canvas, number / fps)
  const frame = Frame.fromVideoBuffer(canvas.buffer, { width, height, format: AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: fps }, pts: BigInt(number) })
  await writer.picture(frame)
  frame.free()
  await playUntil(((number + 1) / fps) * sampleRate)
}
await playUntil(samples)
await writer.finish()
