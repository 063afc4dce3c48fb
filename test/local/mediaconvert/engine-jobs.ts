/** Short ways to say what the engine shall do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startEngine } from '../../../local/mediaconvert/engine/start-engine.ts'
import type { AudioRenditionSpec, CaptureSpec, EncodeSpec, EngineMessage, VideoRungSpec } from '../../../local/mediaconvert/engine/spec.ts'

export const byHeight = (height: number): VideoRungSpec => rung(`_${height}p`, { height })
export const byWidth = (width: number): VideoRungSpec => rung(`_${width}p`, { width })

export function rung(modifier: string, size: Partial<VideoRungSpec['size']>): VideoRungSpec {
  return {
    modifier, size: { width: null, height: null, behaviour: 'fit', ...size }, frameRate: null, gop: { size: 2, unit: 'seconds' },
    rate: { mode: 'quality', level: 6, maxBitrate: 800_000, bufferBits: null }, profile: 'main', slow: false, audioGroup: null,
  }
}
export const english: AudioRenditionSpec = { modifier: '_en', track: 1, bitrate: 64_000, sampleRate: 48_000, channels: 2, group: 'sound', name: 'English', language: 'en', isDefault: true }
export const still: CaptureSpec = { modifier: '', size: { width: null, height: 90, behaviour: 'fit' }, everySeconds: 1, maxCaptures: 2, quality: 80 }

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'playhouse-engine-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface Ladder { readonly video?: readonly VideoRungSpec[]; readonly audio?: readonly AudioRenditionSpec[]; readonly captures?: readonly CaptureSpec[]; readonly rotate?: EncodeSpec['rotate'] }

export function ladderSpec(input: string, directory: string, { video = [], audio = [], captures = [], rotate = 'auto' }: Ladder): EncodeSpec {
  return {
    task: 'encode', input, directory, rotate,
    groups: [
      ...(video.length + audio.length ? [{ kind: 'cmaf' as const, folder: '', base: 'film', segmentSeconds: 6, hls: true, dash: true, video, audio }] : []),
      ...(captures.length ? [{ kind: 'capture' as const, folder: '', base: 'poster', captures }] : []),
    ],
  }
}

/** Encodes and answers the folder with the engine's last word. */
export async function encodeLadder(input: string, ladder: Ladder): Promise<{ folder: string; answer: EngineMessage }> {
  const folder = temporaryFolder()
  return { folder, answer: await startEngine(ladderSpec(input, folder, ladder)) }
}

/** Sizes of the outputs that have one. */
export const sizesOf = (answer: EngineMessage) =>
  answer.kind === 'encoded' ? answer.groups.flatMap(({ outputs }) => outputs.filter(({ width }) => width).map(({ width, height }) => `${width}x${height}`)) : answer
