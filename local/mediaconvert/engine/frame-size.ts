/** Pure: how large a picture becomes. Chroma is halved in both directions, so every size is even. */
import { EngineError } from './engine-error.ts'
import type { FrameSizeSpec, VideoFacts } from './spec.ts'

export interface Shape { readonly width: number; readonly height: number }

/** The source as people see it: upright, with square pixels. */
export function displayShape(video: VideoFacts, rotation: number): Shape {
  const { num, den } = video.sampleAspectRatio
  const width = Math.max(1, Math.round((video.width * num) / den))
  return rotation % 180 === 0 ? { width, height: video.height } : { width: video.height, height: width }
}

export function outputShape(source: Shape, { width, height }: FrameSizeSpec): Shape {
  if (width !== null && height !== null) return { width: even(width), height: even(height) }
  if (height !== null) return { width: even((source.width * height) / source.height), height: even(height) }
  if (width !== null) return { width: even(width), height: even((source.height * width) / source.width) }
  return { width: even(source.width), height: even(source.height) }
}

/** What MediaConvert makes: a side that was not asked for follows from the source, and may turn out to be one that it does not. */
const smallestSide = 32
const largestSide = { film: 4096, still: 8192 }

/** Throws where AWS would fail the job. */
export function refuseImpossible({ width, height }: Shape, kind: keyof typeof largestSide): void {
  if (Math.min(width, height) >= smallestSide && Math.max(width, height) <= largestSide[kind]) return
  throw new EngineError('limit', `Unable to make a picture of ${width}x${height}: each side must be at least ${smallestSide} and at most ${largestSide[kind]}`)
}

const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2)
