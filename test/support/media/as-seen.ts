/** What a viewer sees and hears of a film: its best quality fetched through the front door and decoded. For films of a few seconds. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { avGetPixFmtName } from 'node-av/lib'
import type { House } from '../../../bin/journey/house.ts'
import { decodedTrack, type DecodedFrame } from './decode.ts'

export interface Seen {
  readonly width: number
  readonly height: number
  /** Whether a pixel is as wide as it is high. */
  readonly squarePixels: boolean
  /** FFmpeg's name. */
  readonly pixels: string
  /** By ISO/IEC 23091-2. */
  readonly transfer: number
  readonly frames: number
  /** From the first picture's time to the last one's, per picture. */
  readonly framesPerSecond: number
  /** Of the picture that has most. */
  readonly combing: number
  /** The corner with the brightest quarter of the first picture. */
  readonly brightest: 'top left' | 'top right' | 'bottom left' | 'bottom right'
  /** Null where there is none. `heardFrom`: seconds until the first tone, Infinity in silence. */
  readonly sound: { readonly channels: number; readonly sampleRate: number; readonly heardFrom: number } | null
}

/** Louder than what an encoder adds to silence. */
const audible = 0.02

export async function asSeen(viewer: House, frontDoor: string, videoId: string): Promise<Seen> {
  const { manifestUrl } = await viewer.playback.start({ params: { id: videoId } })
  return seenThrough(frontDoor, manifestUrl)
}

/** Through an address that somebody was given, whatever the film has become since. */
export async function seenThrough(frontDoor: string, manifestUrl: string): Promise<Seen> {
  const manifest = await text(new URL(manifestUrl, frontDoor))
  const best = /#EXT-X-STREAM-INF:[^\n]*\n(\S+)/.exec(manifest)![1]!
  const voice = /#EXT-X-MEDIA:TYPE=AUDIO[^\n]*URI="([^"]+)"/.exec(manifest)?.[1]
  const folder = await mkdtemp(join(tmpdir(), 'playhouse-seen-'))
  try {
    const saved = async (uri: string) => {
      const file = join(folder, `${uri.replace(/\W/g, '_')}.mp4`)
      await writeFile(file, await wholeRendition(new URL(uri, new URL(manifestUrl, frontDoor))))
      return file
    }
    const pictures = await decodedTrack(await saved(best))
    const sounds = voice ? await decodedTrack(await saved(voice)) : null
    return { ...picture(pictures), sound: sounds && sound(sounds) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function picture(frames: readonly DecodedFrame[]): Omit<Seen, 'sound'> {
  const [first, last] = [frames[0]!, frames.at(-1)!]
  return {
    width: first.width, height: first.height, squarePixels: first.pixelRatio === 1, pixels: avGetPixFmtName(first.format as never) ?? 'unknown', transfer: first.transfer,
    frames: frames.length, framesPerSecond: (frames.length - 1) / (last.at - first.at),
    combing: Math.max(...frames.map(combing)), brightest: brightest(first),
  }
}

function sound(frames: readonly DecodedFrame[]): NonNullable<Seen['sound']> {
  const { channels, sampleRate } = frames[0]!
  for (const { at, plane } of frames) {
    const samples = new Float32Array(plane.buffer.slice(plane.byteOffset, plane.byteOffset + plane.byteLength))
    const loud = samples.findIndex(sample => Math.abs(sample) > audible)
    if (loud >= 0) return { channels, sampleRate, heardFrom: at + loud / sampleRate }
  }
  return { channels, sampleRate, heardFrom: Infinity }
}

/** How far each row lies from the middle of its neighbours, on average, 0–255: large where a picture is made of two moments. */
export function combing({ plane, stride, width, height }: DecodedFrame): number {
  let sum = 0
  for (let y = 1; y + 1 < height; y++) for (let x = 0; x < width; x++) {
    const at = y * stride + x
    sum += Math.abs(plane[at]! - (plane[at - stride]! + plane[at + stride]!) / 2)
  }
  return sum / (width * (height - 2))
}

function brightest({ plane, stride, width, height }: DecodedFrame): Seen['brightest'] {
  const [halfWidth, halfHeight] = [Math.floor(width / 2), Math.floor(height / 2)]
  const light = (left: number, top: number) => {
    let sum = 0
    for (let y = top; y < top + halfHeight; y++) for (let x = left; x < left + halfWidth; x++) sum += plane[y * stride + x]!
    return sum
  }
  const corners = [['top left', light(0, 0)], ['top right', light(halfWidth, 0)], ['bottom left', light(0, halfHeight)], ['bottom right', light(halfWidth, halfHeight)]] as const
  return corners.reduce((best, corner) => (corner[1] > best[1] ? corner : best))[0]
}

async function wholeRendition(playlist: URL): Promise<Buffer> {
  const lines = await text(playlist)
  const uris = [/#EXT-X-MAP:URI="([^"]+)"/.exec(lines)![1]!, ...lines.split('\n').filter(line => line !== '' && !line.startsWith('#'))]
  return Buffer.concat(await Promise.all(uris.map(async uri => Buffer.from(await (await fetched(new URL(uri, playlist))).arrayBuffer()))))
}

const text = async (url: URL) => (await fetched(url)).text()
async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.pathname.split('/').at(-1)} answered ${response.status}.`)
  return response
}
