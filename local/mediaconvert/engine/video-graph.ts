/**
 * The filter graph of a ladder, in FFmpeg's language. One decoded picture enters at `buffer@in`; rung n
 * leaves at `buffersink@v<n>`, capture n at `buffersink@c<n>`. Each rung is scaled from the next larger one,
 * which costs half of scaling all of them from the source.
 */
import { outputShape, refuseImpossible } from './frame-size.ts'
import type { Shape } from './frame-size.ts'
import type { CaptureSpec, Fraction, FrameSizeSpec, VideoRungSpec } from './spec.ts'

export interface GraphInput {
  readonly width: number
  readonly height: number
  readonly pixelFormat: number
  readonly timeBase: Fraction
  readonly sampleAspectRatio: Fraction
  readonly colorSpace: number
  readonly colorRange: number
  readonly rotation: 0 | 90 | 180 | 270
  readonly deinterlace: boolean
  readonly standardRange: boolean
  /** Upright, with square pixels. */
  readonly shape: Shape
  readonly frameRate: Fraction
}

export function videoGraph(input: GraphInput, rungs: readonly Pick<VideoRungSpec, 'size' | 'frameRate'>[], captures: readonly CaptureSpec[]): string {
  for (const { size } of rungs) refuseImpossible(outputShape(input.shape, size), 'film')
  for (const { size } of captures) refuseImpossible(outputShape(input.shape, size), 'still')
  const steps = rungs.map((rung, index) => ({ ...resize(input.shape, rung.size), index, rate: rung.frameRate ? `,fps=${ratio(rung.frameRate)}` : '' }))
  const cascade = steps.filter(step => step.keepsShape).toSorted((a, b) => b.area - a.area)
  const single = steps.filter(step => !step.keepsShape)
  const branches = [
    ...captures.map((_, index) => `[c${index}]`),
    ...single.map(step => `[s${step.index}]`),
    ...(cascade.length ? ['[k0]'] : []),
  ]
  const chains = [
    `${source(input)}${input.deinterlace ? whole : ''}${turn[input.rotation]},fps=${ratio(input.frameRate)}:start_time=0${input.standardRange ? ordinary : ''},format=yuv420p,split=${branches.length}${branches.join('')}`,
    ...captures.map((capture, index) => `[c${index}]${still(input.shape, capture)},buffersink@c${index}`),
    ...single.map(step => `[s${step.index}]${step.filter}${step.rate},buffersink@v${step.index}`),
    ...cascade.map((step, place) =>
      place === cascade.length - 1
        ? `[k${place}]${step.filter}${step.rate},buffersink@v${step.index}`
        : `[k${place}]${step.filter},split[o${step.index}][k${place + 1}];[o${step.index}]null${step.rate},buffersink@v${step.index}`),
  ]
  return chains.join(';')
}

const source = (input: GraphInput) =>
  `buffer@in=video_size=${input.width}x${input.height}:pix_fmt=${input.pixelFormat}:time_base=${ratio(input.timeBase)}` +
  `:pixel_aspect=${ratio(input.sampleAspectRatio)}:colorspace=${input.colorSpace}:range=${input.colorRange}`

/** Only pictures that are marked as two fields; before anything turns or scales them. */
const whole = ',bwdif=mode=send_frame:deint=interlaced'
/** To light as it is, where 100 is a white page on an ordinary screen, down to what that screen shows, and back to a signal. */
const ordinary = ',zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,tonemap=hable:desat=0,zscale=transfer=bt709:matrix=bt709:range=limited'

const turn = { 0: '', 90: ',transpose=clock', 180: ',hflip,vflip', 270: ',transpose=cclock' }

function resize(shape: Shape, size: FrameSizeSpec): { filter: string; area: number; keepsShape: boolean } {
  const { width, height } = outputShape(shape, size)
  const area = width * height
  const stretched = { filter: `scale=${width}:${height}:flags=bicubic,setsar=1`, area }
  if (size.width === null || size.height === null) return { ...stretched, keepsShape: true }
  const factors = [width / shape.width, height / shape.height]
  const sameShape = Math.abs(factors[0]! / factors[1]! - 1) < 0.01
  if (sameShape || size.behaviour === 'stretch') return { ...stretched, keepsShape: sameShape }
  const factor = size.behaviour === 'fit' ? Math.min(...factors) : Math.max(...factors)
  const inner = outputShape(shape, { width: shape.width * factor, height: shape.height * factor, behaviour: 'stretch' })
  const finish = size.behaviour === 'fit' ? `pad=${width}:${height}:-1:-1` : `crop=${width}:${height}`
  return { filter: `scale=${inner.width}:${inner.height}:flags=bicubic,setsar=1,${finish}`, area, keepsShape: false }
}

/** Chooses first and scales after, so that a poster costs next to nothing. JPEG wants the full range of values. */
function still(shape: Shape, { everySeconds, maxCaptures, size }: CaptureSpec): string {
  const due = `lt(selected_n\\,${maxCaptures})*(isnan(prev_selected_t)+gte(t-prev_selected_t\\,${everySeconds - 0.001}))`
  const { filter } = resize(shape, size)
  return `select='${due}',${filter.replace('flags=bicubic', 'flags=bicubic:out_range=full')},format=yuvj420p`
}

const ratio = ({ num, den }: Fraction) => `${num}/${den}`
