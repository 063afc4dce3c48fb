/** Every awkward file that people upload, as data. Add one here and `await media('its-name')` makes it. */

export type Recipe = FilmRecipe | BytesRecipe | TruncatedRecipe

/** Moving test pictures and a tone, through real encoders. */
export interface FilmRecipe {
  readonly kind: 'film'
  readonly extension: string
  /** FFmpeg's muxer. */
  readonly format: string
  readonly seconds: number
  readonly picture?: { readonly codec: string; readonly width: number; readonly height: number; readonly fps: number; readonly rotation?: 90 | 180 | 270; readonly options?: Readonly<Record<string, string | number>>; readonly filter?: string }
  readonly sound?: { readonly codec: string; readonly sampleRate: number; readonly channels: number; readonly bitrate?: number }
}
export interface BytesRecipe { readonly kind: 'bytes'; readonly extension: string; readonly base64: string }
/** The beginning of another recipe's file, as a broken connection leaves it. */
export interface TruncatedRecipe { readonly kind: 'truncated'; readonly extension: string; readonly of: string; readonly share: number }

const aac = { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: 128000 }
const h264 = (width: number, height: number, fps = 30) => ({ codec: 'libx264', width, height, fps, options: { preset: 'veryfast', crf: 23, g: fps * 4 } })
const text = (content: string, extension = 'mp4'): BytesRecipe => ({ kind: 'bytes', extension, base64: Buffer.from(content).toString('base64') })
/** Where nothing listens; a file that makes the engine knock here is a hole. */
export const forbiddenAddress = 'http://127.0.0.1:9/never-fetched'

export const recipes = {
  'landscape-360p': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 4, picture: h264(640, 360), sound: aac },
  'landscape-1080p': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 60, picture: { ...h264(1920, 1080), filter: 'noise=alls=4:allf=t' }, sound: aac },
  'matroska-1080p': { kind: 'film', extension: 'mkv', format: 'matroska', seconds: 60, picture: { ...h264(1920, 1080), filter: 'noise=alls=4:allf=t' }, sound: aac },
  'portrait-phone': { kind: 'film', extension: 'mov', format: 'mov', seconds: 2, picture: { ...h264(640, 360), rotation: 90 }, sound: { ...aac, channels: 1, sampleRate: 44100 } },
  'upside-down': { kind: 'film', extension: 'mov', format: 'mov', seconds: 1, picture: { ...h264(320, 180), rotation: 180 } },
  'no-audio': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 2, picture: h264(640, 360) },
  'audio-only': { kind: 'film', extension: 'm4a', format: 'mp4', seconds: 3, sound: aac },
  'webm-vp9': { kind: 'film', extension: 'webm', format: 'webm', seconds: 2, picture: { codec: 'libvpx-vp9', width: 426, height: 240, fps: 25, options: { 'cpu-used': 8, deadline: 'realtime', b: '400k' } }, sound: { codec: 'libopus', sampleRate: 48000, channels: 2, bitrate: 64000 } },
  'avi-4x3': { kind: 'film', extension: 'avi', format: 'avi', seconds: 2, picture: { codec: 'mpeg4', width: 320, height: 240, fps: 25, options: { b: '600k' } }, sound: { codec: 'libmp3lame', sampleRate: 44100, channels: 2, bitrate: 128000 } },
  'odd-dimensions': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: { ...h264(427, 241, 24), codec: 'mpeg4', options: { b: '500k' } }, sound: aac },
  'ntsc-rate': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 14, picture: { ...h264(320, 180), options: { preset: 'ultrafast', crf: 30 }, fps: 30000 / 1001 }, sound: aac },
  'tiny-clip': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 0.4, picture: h264(256, 144), sound: aac },
  'short-clip': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 0.4, picture: h264(320, 180), sound: aac },
  // A picture every two hours, for fourteen.
  'fourteen-hours': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 8, picture: { ...h264(64, 64, 1), options: { preset: 'ultrafast', crf: 40, bf: 0 }, filter: 'setpts=N*7200/TB' } },
  'surround': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: h264(320, 180), sound: { ...aac, channels: 6, bitrate: 256000 } },
  'text': text('A film is a promise that something will move.\n'.repeat(50)),
  'empty': text(''),
  'hls-playlist': text(`#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${forbiddenAddress}.ts\n#EXTINF:6,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n`),
  'concat-script': text(`ffconcat version 1.0\nfile /etc/hostname\nfile ${forbiddenAddress}.mp4\n`),
  'sdp': text('v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n'),
  'dash-manifest': text(`<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${forbiddenAddress}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`),
  'picture': { kind: 'bytes', extension: 'mp4', base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' },
  'truncated': { kind: 'truncated', extension: 'mp4', of: 'landscape-360p', share: 0.5 },
  'headless': { kind: 'truncated', extension: 'mp4', of: 'portrait-phone', share: 0.0008 },
} as const satisfies Record<string, Recipe>

export type MediaName = keyof typeof recipes
