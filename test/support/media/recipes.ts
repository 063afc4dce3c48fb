/** Every awkward file that people upload, as data. Add one here and `await media('its-name')` makes it. */
import type { HeaderPlace, PictureFormat } from '../../../local/films/film-writer.ts'

export type Recipe = FilmRecipe | BytesRecipe | TruncatedRecipe | RewrittenRecipe

/** Moving test pictures and a tone, through real encoders. */
export interface FilmRecipe {
  readonly kind: 'film'
  readonly extension: string
  /** FFmpeg's muxer. */
  readonly format: string
  readonly seconds: number
  /** Where an MP4 or MOV has its header; before the film unless said. */
  readonly header?: HeaderPlace
  readonly timecode?: string
  readonly picture?: Pick<PictureFormat, 'codec' | 'width' | 'height' | 'pixelRatio' | 'color' | 'options'> & {
    readonly fps: number
    readonly rotation?: 90 | 180 | 270
    /** FFmpeg's name for how a pixel is stored; yuv420p unless said. */
    readonly pixels?: string
    /** What FFmpeg does to its test pictures first. */
    readonly filter?: string
  }
  readonly sound?: { readonly codec: string; readonly sampleRate: number; readonly channels: number; readonly bitrate?: number; /** Seconds after the picture. */ readonly late?: number }
}
export interface BytesRecipe { readonly kind: 'bytes'; readonly extension: string; readonly base64: string }
/** The beginning of another recipe's file, as a broken connection leaves it. */
export interface TruncatedRecipe { readonly kind: 'truncated'; readonly extension: string; readonly of: string; readonly share: number }

/** The header of another recipe's film, which must stand last, with what no muxer of FFmpeg's writes. */
export interface RewrittenRecipe {
  readonly kind: 'rewritten'
  readonly extension: string
  readonly of: string
  /** What every track is to show: so many seconds, from there on; `from` is null for a pause. */
  readonly edits?: readonly { readonly seconds: number; readonly from: number | null }[]
  /** What a phone notes while it films: a track beside the others that is neither picture nor sound. */
  readonly notes?: true
}

const aac = { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: 128000 }
const h264 = (width: number, height: number, fps = 30) => ({ codec: 'libx264', width, height, fps, options: { preset: 'veryfast', crf: 23, g: fps * 4 } })
const text = (content: string, extension = 'mp4'): BytesRecipe => ({ kind: 'bytes', extension, base64: Buffer.from(content).toString('base64') })
/** Files that are nothing but directions to another address. A house that follows them fetches what a stranger chose. */
export const playlists = (address: string) => ({
  'hls-playlist': `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${address}.ts\n#EXTINF:6,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n`,
  'concat-script': `ffconcat version 1.0\nfile /etc/hostname\nfile ${address}.mp4\n`,
  'sdp': `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nu=${address}.sdp\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
  'dash-manifest': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${address}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`,
})
/** Where nothing listens. */
const nowhere = playlists('http://127.0.0.1:9/never-fetched')

export const recipes = {
  'landscape-360p': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 4, picture: h264(640, 360), sound: aac },
  'landscape-1080p': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 60, picture: { ...h264(1920, 1080), filter: 'noise=alls=4:allf=t' }, sound: aac },
  'matroska-1080p': { kind: 'film', extension: 'mkv', format: 'matroska', seconds: 60, picture: { ...h264(1920, 1080), filter: 'noise=alls=4:allf=t' }, sound: aac },
  // White in the corner that a player must turn to the top right.
  'portrait-phone': { kind: 'film', extension: 'mov', format: 'mov', seconds: 2, picture: { ...h264(640, 360), rotation: 90, filter: 'drawbox=w=iw/2:h=ih/2:color=white:t=fill' }, sound: { ...aac, channels: 1, sampleRate: 44100 } },
  'upside-down': { kind: 'film', extension: 'mov', format: 'mov', seconds: 1, picture: { ...h264(320, 180), rotation: 180 } },
  'no-audio': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 2, picture: h264(640, 360) },
  'audio-only': { kind: 'film', extension: 'm4a', format: 'mp4', seconds: 3, sound: aac },
  'webm-vp9': { kind: 'film', extension: 'webm', format: 'webm', seconds: 2, picture: { codec: 'libvpx-vp9', width: 426, height: 240, fps: 25, options: { 'cpu-used': 8, deadline: 'realtime', b: '400k' } }, sound: { codec: 'libopus', sampleRate: 48000, channels: 2, bitrate: 64000 } },
  // Of no kind that plays as it is, and just large enough for two qualities.
  'tiny-webm': { kind: 'film', extension: 'webm', format: 'webm', seconds: 0.4, picture: { codec: 'libvpx-vp9', width: 320, height: 180, fps: 25, options: { 'cpu-used': 8, deadline: 'realtime', b: '200k' } } },
  'avi-4x3': { kind: 'film', extension: 'avi', format: 'avi', seconds: 2, picture: { codec: 'mpeg4', width: 320, height: 240, fps: 25, options: { b: '600k' } }, sound: { codec: 'libmp3lame', sampleRate: 44100, channels: 2, bitrate: 128000 } },
  'odd-dimensions': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: { ...h264(427, 241, 24), codec: 'mpeg4', options: { b: '500k' } }, sound: aac },
  'ntsc-rate': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 14, picture: { ...h264(320, 180), options: { preset: 'ultrafast', crf: 30 }, fps: 30000 / 1001 }, sound: aac },
  // Fifteen segments of picture and as many of sound, of next to no bytes.
  'long-clip': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 60, picture: { ...h264(160, 90, 10), options: { preset: 'ultrafast', crf: 35, g: 40 } }, sound: { ...aac, channels: 1, bitrate: 32000 } },
  // Of no kind that plays as it is, and in a better quality than comes first.
  'half-minute': { kind: 'film', extension: 'avi', format: 'avi', seconds: 30, picture: { codec: 'mpeg4', width: 960, height: 540, fps: 10, options: { b: '500k' } }, sound: { codec: 'libmp3lame', sampleRate: 44100, channels: 2, bitrate: 128000 } },
  'tiny-clip': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 0.4, picture: h264(256, 144), sound: aac },
  'short-clip': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 0.4, picture: h264(320, 180), sound: aac },
  // A picture every two hours, for fourteen.
  'fourteen-hours': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 8, picture: { ...h264(64, 64, 1), options: { preset: 'ultrafast', crf: 40, bf: 0 }, filter: 'setpts=N*7200/TB' } },
  'surround': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: h264(320, 180), sound: { ...aac, channels: 6, bitrate: 256000 } },
  'anamorphic': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: { ...h264(360, 288, 25), pixelRatio: { num: 64, den: 45 } }, sound: aac },
  // Fifty moments a second, two to a picture, and everything moves sideways.
  'interlaced': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: { ...h264(320, 240, 25), filter: 'fps=50,scroll=h=0.03,interlace=scan=tff:lowpass=off,settb=1/25', options: { preset: 'veryfast', crf: 20, flags: '+ilme+ildct', 'x264-params': 'tff=1' } }, sound: aac },
  'phone-hdr': { kind: 'film', extension: 'mov', format: 'mov', seconds: 1, picture: { codec: 'libx265', width: 320, height: 180, fps: 30, pixels: 'yuv420p10le', color: { primaries: 9, transfer: 18, matrix: 9 }, options: { preset: 'ultrafast', crf: 28, 'x265-params': 'log-level=error' } }, sound: aac },
  'hevc-10bit': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 1, picture: { codec: 'libx265', width: 320, height: 180, fps: 25, pixels: 'yuv420p10le', options: { preset: 'ultrafast', crf: 28, 'x265-params': 'log-level=error' } }, sound: aac },
  'late-audio': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 2, picture: h264(320, 180, 25), sound: { ...aac, late: 1 } },
  // Every fifth picture missing for a second, then only every third left, as a phone does in the dark.
  'variable-rate': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 2, picture: { ...h264(320, 180), filter: "select='if(lt(n\\,30)\\,mod(n\\,5)\\,not(mod(n\\,3)))'" }, sound: aac },
  'slow-motion': { kind: 'film', extension: 'mov', format: 'mov', seconds: 1, picture: { ...h264(320, 180, 120), options: { preset: 'ultrafast', crf: 30 } }, sound: aac },
  // As a phone writes it: header last, B-frames and so edits, a timecode, sound that begins later than the picture, and notes; white in the top right.
  'camera-mov': { kind: 'film', extension: 'mov', format: 'mov', seconds: 2, header: 'last', timecode: '10:00:00:00', picture: { ...h264(320, 180), filter: 'drawbox=x=iw/2:w=iw/2:h=ih/2:color=white:t=fill' }, sound: { ...aac, channels: 1, sampleRate: 44100, late: 0.3 } },
  'phone-mov': { kind: 'rewritten', extension: 'mov', of: 'camera-mov', notes: true },
  'fragmented': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 2, header: 'in pieces', picture: { ...h264(320, 180), options: { preset: 'veryfast', crf: 23, g: 30 } }, sound: aac },
  'keyframes-apart': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 20, picture: { ...h264(128, 72, 2), options: { preset: 'ultrafast', crf: 30, g: 1000, sc_threshold: 0 } }, sound: { ...aac, channels: 1, bitrate: 32000 } },
  // A second, nothing of the next, and the last.
  'uncut': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 3, header: 'last', picture: { ...h264(320, 180), options: { preset: 'veryfast', crf: 23, g: 30 }, filter: "drawbox=enable='between(t,1,1.99)':color=white:t=fill" }, sound: aac },
  'cut-by-edits': { kind: 'rewritten', extension: 'mp4', of: 'uncut', edits: [{ seconds: 1, from: 0 }, { seconds: 1, from: 2 }] },
  'paused-midway': { kind: 'rewritten', extension: 'mp4', of: 'uncut', edits: [{ seconds: 1, from: 0 }, { seconds: 0.5, from: null }, { seconds: 2, from: 1 }] },
  'stamp': { kind: 'film', extension: 'mp4', format: 'mp4', seconds: 0.4, picture: { ...h264(64, 24), options: { preset: 'ultrafast' } } },
  'text': text('A film is a promise that something will move.\n'.repeat(50)),
  'empty': text(''),
  'hls-playlist': text(nowhere['hls-playlist']),
  'dash-manifest': text(nowhere['dash-manifest']),
  'concat-script': text(nowhere['concat-script']),
  'picture': { kind: 'bytes', extension: 'mp4', base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' },
  'truncated': { kind: 'truncated', extension: 'mp4', of: 'landscape-360p', share: 0.5 },
  'headless': { kind: 'truncated', extension: 'mp4', of: 'portrait-phone', share: 0.0008 },
} as const satisfies Record<string, Recipe>

export type MediaName = keyof typeof recipes
