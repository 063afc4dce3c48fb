/** One manifest on one video element: hls.js where it runs, the browser's own HLS elsewhere (old iPhones). */
import HlsJs, { type ErrorData } from 'hls.js'
import { QualityList } from './quality-list.ts'
import { addTracks, type Tracks } from './tracks.ts'

/** `gone`: the address opens nothing any more · `network`: waiting for the connection · `media`: cannot be decoded · `unsupported`: this browser plays no HLS. */
export type Trouble = 'gone' | 'network' | 'media' | 'unsupported'
export interface ReelOptions extends Tracks {
  readonly manifestUrl: string
  /** Seconds from the beginning. */
  readonly startAt: number
  /** Whether to fetch the film before somebody presses play. */
  readonly eager: boolean
  /** Bits per second, where a reel before has found out: the right quality comes first then, not the lowest. */
  readonly bandwidth?: number | undefined
  onTrouble(trouble: Trouble | null): void
}
export interface Reel { readonly video: HTMLVideoElement; readonly qualities: QualityList | null; bandwidth(): number | undefined; destroy(): void }

const retryAfter = 2000

export function openReel(options: ReelOptions): Reel {
  const video = document.createElement('video')
  video.slot = 'media'
  video.playsInline = true
  video.preload = options.eager ? 'auto' : 'none'
  addTracks(video, options)
  if (HlsJs.isSupported()) return hlsReel(video, options)
  if (video.canPlayType('application/vnd.apple.mpegurl')) return nativeReel(video, options)
  queueMicrotask(() => options.onTrouble('unsupported'))
  return { video, qualities: null, bandwidth: () => undefined, destroy: () => video.remove() }
}

function hlsReel(video: HTMLVideoElement, { manifestUrl, startAt, eager, bandwidth, onTrouble }: ReelOptions): Reel {
  const hls = new HlsJs({
    startPosition: startAt, autoStartLoad: eager, capLevelToPlayerSize: true, backBufferLength: 60, enableWorker: false,
    // Seconds, whatever the bitrate: what is fetched ahead is paid for, and played on by who may no longer watch.
    maxBufferLength: 30, maxMaxBufferLength: 30,
    ...(bandwidth !== undefined && { abrEwmaDefaultEstimate: bandwidth, testBandwidth: false }),
    // Captions are tracks of our own; hls.js would switch off what its manifest does not name.
    timelineController: undefined, subtitleTrackController: undefined, subtitleStreamController: undefined,
  })
  const qualities = new QualityList(hls)
  // media-chrome looks for it when the element arrives.
  Object.assign(video, { videoRenditions: qualities })
  if (!eager) video.addEventListener('play', () => hls.startLoad(startAt), { once: true })
  let recovered = false
  let retry: ReturnType<typeof setTimeout> | undefined
  hls.on(HlsJs.Events.ERROR, (_event, { fatal, type, response }: ErrorData) => {
    // hls.js tries for half a minute before it calls it fatal; whoever is offline is told at once.
    if (!fatal) return type === HlsJs.ErrorTypes.NETWORK_ERROR && !navigator.onLine ? onTrouble('network') : undefined
    if (type === HlsJs.ErrorTypes.NETWORK_ERROR && (response?.code === 403 || response?.code === 404 || response?.code === 410)) return onTrouble('gone')
    if (type === HlsJs.ErrorTypes.NETWORK_ERROR) {
      onTrouble('network')
      retry = setTimeout(() => (hls.levels.length > 0 ? hls.startLoad() : hls.loadSource(manifestUrl)), retryAfter)
      return
    }
    if (type === HlsJs.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true
      return hls.recoverMediaError()
    }
    onTrouble('media')
  })
  hls.on(HlsJs.Events.FRAG_LOADED, () => onTrouble(null))
  hls.loadSource(manifestUrl)
  hls.attachMedia(video)
  return {
    video, qualities,
    bandwidth: () => hls.bandwidthEstimate,
    destroy() {
      clearTimeout(retry)
      hls.destroy()
      video.remove()
    },
  }
}

function nativeReel(video: HTMLVideoElement, { manifestUrl, startAt, onTrouble }: ReelOptions): Reel {
  video.src = manifestUrl
  video.addEventListener('loadedmetadata', () => (video.currentTime = startAt), { once: true })
  video.addEventListener('error', () => onTrouble(video.error?.code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'media'))
  return {
    video, qualities: null,
    bandwidth: () => undefined,
    destroy() {
      video.removeAttribute('src')
      video.load()
      video.remove()
    },
  }
}
