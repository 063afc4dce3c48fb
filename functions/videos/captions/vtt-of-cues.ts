/** Cues as WebVTT, the one format that browsers play. */
import type { Cue } from './parse-captions.ts'

export const vttOfCues = (cues: readonly Cue[]): string =>
  ['WEBVTT', ...cues.map(({ from, to, text }) => `${timestamp(from)} --> ${timestamp(to)}\n${escaped(text)}`)].join('\n\n') + '\n'

/** `00:01:02.500`, from milliseconds. */
export function timestamp(milliseconds: number): string {
  const [hours, minutes, seconds] = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60, Math.floor(milliseconds / 1000) % 60]
  return `${[hours, minutes, seconds].map(part => String(part).padStart(2, '0')).join(':')}.${String(milliseconds % 1000).padStart(3, '0')}`
}

/** What looks like markup is shown as what it is; this also keeps `-->` out of a cue's text. */
const escaped = (text: string) => text.replace(/[&<>]/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
