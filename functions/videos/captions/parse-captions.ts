/** Captions as people have them, SubRip (SRT) or WebVTT, read strictly into plain cues. Pure, and linear in its input. */

/** Milliseconds from the beginning of the film. `text` is plain, one or more lines, none of them blank. */
export interface Cue { readonly from: number; readonly to: number; readonly text: string }
/** What is wrong, as a sentence for whoever has the file open in an editor. Lines count from 1. */
export interface CaptionsFault { readonly line: number; readonly sentence: string }
export type ParsedCaptions = { readonly cues: readonly Cue[] } | { readonly fault: CaptionsFault }

/** A film of ten hours with a cue every two seconds has 18,000. */
const mostCues = 20_000

const instant = String.raw`(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})`
const timing = new RegExp(`^\\s*${instant}\\s*-->\\s*${instant}(?:\\s.*)?$`)
const isBlank = (line: string) => line.trim() === ''

/** Reads either format, by what the file says of itself. Cues come in order of time; empty ones are left out. */
export function parseCaptions(file: string): ParsedCaptions {
  const lines = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').split('\n')
  const isVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0]!)
  const cues: Cue[] = []
  // What WebVTT says before the first blank line is about the file, not in it.
  let at = isVtt ? endOfBlock(lines, 0) : 0
  for (let end = 0; at < lines.length; at = end) {
    end = isBlank(lines[at]!) ? at + 1 : endOfBlock(lines, at)
    const block = lines.slice(at, end)
    if (isBlank(block[0]!) || (isVtt && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(block[0]!))) continue
    const cue = cueOf(block, at + 1, isVtt)
    if ('fault' in cue) return cue
    if (cue.text !== '' && cue.to > cue.from) cues.push(cue)
    if (cues.length > mostCues) return fault(at + 1, `There are more than ${mostCues} cues.`)
  }
  if (cues.length === 0) return fault(1, 'No captions were found. Send a file in SRT or WebVTT.')
  return { cues: cues.sort((a, b) => a.from - b.from) }
}

function endOfBlock(lines: readonly string[], from: number): number {
  let end = from
  while (end < lines.length && !isBlank(lines[end]!)) end++
  return end
}

/** A cue is a number or name (which may be left out), its times, and its text. `line` is that of its first line. */
function cueOf(block: readonly string[], line: number, isVtt: boolean): Cue | { readonly fault: CaptionsFault } {
  const place = block[0]!.includes('-->') ? 0 : 1
  const times = timing.exec(block[place] ?? '')
  if (!times) return fault(line + Math.min(place, block.length - 1), 'A cue\'s times are expected here, like 00:01:02,500 --> 00:01:05,000.')
  const [from, to] = [milliseconds(times.slice(1, 5)), milliseconds(times.slice(5, 9))]
  if (to < from) return fault(line + place, 'This cue ends before it begins.')
  const text = block.slice(place + 1)
  const next = text.findIndex(one => timing.test(one))
  if (next >= 0) return fault(line + place + 1 + next, 'A blank line is missing before this cue.')
  return { from, to, text: text.map(one => plain(one, isVtt)).filter(one => one !== '').join('\n') }
}

const milliseconds = ([hours, minutes, seconds, thousandths]: (string | undefined)[]) =>
  ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths)

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' }

/** Without styling: no tags (`<i>`, `<v Ana>`, `<00:01.000>`), no placement (`{\an8}`), no control characters. */
function plain(line: string, isVtt: boolean): string {
  return (isVtt ? line : line.replace(/\{\\[^{}]*\}/g, ''))
    .replace(/<\/?(?:[a-z][^<>]*|[\d:.]+)>/gi, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp|lrm|rlm);/g, (_, name: string) => entities[name]!)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, ' ')
    .trim()
}

const fault = (line: number, sentence: string) => ({ fault: { line, sentence } })
