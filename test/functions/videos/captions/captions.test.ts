import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalLanguage, languageLabel } from '../../../../functions/videos/captions/caption-language.ts'
import { parseCaptions, type Cue } from '../../../../functions/videos/captions/parse-captions.ts'
import { timestamp, vttOfCues } from '../../../../functions/videos/captions/vtt-of-cues.ts'
import { captioned, uncaptioned } from '../../../../functions/videos/captions/captioned.ts'
import { dueLeftovers } from '../../../../functions/videos/pipeline/leftovers.ts'
import { whenToWake } from '../../../../functions/videos/pipeline/when-to-wake.ts'
import { aFilm, aSource, at } from '../a-film.ts'

const cuesOf = (file: string): readonly Cue[] => {
  const parsed = parseCaptions(file)
  if ('fault' in parsed) throw new Error(`Line ${parsed.fault.line}: ${parsed.fault.sentence}`)
  return parsed.cues
}
const faultOf = (file: string) => {
  const parsed = parseCaptions(file)
  return 'fault' in parsed ? parsed.fault : null
}
const srt = '1\n00:00:01,000 --> 00:00:02,500\nThe ice\nis going.\n\n2\n00:01:00,000 --> 00:01:02,000\nListen.\n'

describe('both formats', () => {
  test('SRT becomes WebVTT', () => {
    expect(vttOfCues(cuesOf(srt))).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nThe ice\nis going.\n\n00:01:00.000 --> 00:01:02.000\nListen.\n')
  })
  test('a byte order mark, CRLF and old Mac line ends make no difference', () => {
    for (const file of [`\uFEFF${srt}`, srt.replaceAll('\n', '\r\n'), srt.replaceAll('\n', '\r'), `\n\n${srt}\n\n\n`, srt.replaceAll('\n\n', '\n \t\n')]) expect(cuesOf(file)).toEqual(cuesOf(srt))
  })
  test('WebVTT keeps its words; header, notes, styles, regions and placement go', () => {
    const vtt = 'WEBVTT - Thaw\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:x\n\nNOTE by Ana\n\nintro\n00:01.000 --> 00:02.000 position:10% align:start\n<v Ana>Good <i>morning</i>, <00:01.500>all &amp; &lt;sundry&gt;</v>\n'
    expect(cuesOf(vtt)).toEqual([{ from: 1000, to: 2000, text: 'Good morning, all & <sundry>' }])
  })
  test('styling of SRT goes too', () => {
    expect(cuesOf('1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">Up</font> a < b\n')[0]!.text).toBe('Up a < b')
  })
  test('cues come in order of time, and empty ones are left out', () => {
    expect(cuesOf('00:00:05,000 --> 00:00:06,000\nSecond\n\n00:00:01,000 --> 00:00:02,000\nFirst\n\n00:00:03,000 --> 00:00:04,000\n<i></i>\n\n00:00:03,000 --> 00:00:03,000\nNever seen\n').map(cue => cue.text)).toEqual(['First', 'Second'])
  })
})

describe('what is wrong is named by its line', () => {
  test.each([
    ['nothing at all', '', 1, /No captions/],
    ['a header alone', 'WEBVTT\n', 1, /No captions/],
    ['a text', 'Once upon a time\nthere was ice.', 2, /times are expected/],
    ['a page', '<html>', 1, /times are expected/],
    ['times that are none', `${srt}\n3\n00:00:99,000 --> 00:01:00,000\nNo\n`, 11, /times are expected/],
    ['a cue that ends before it begins', '1\n00:00:05,000 --> 00:00:04,000\nNo\n', 2, /ends before/],
    ['cues that run together', '1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n', 5, /blank line/],
  ])('%s', (_, file, line, sentence) => {
    expect(faultOf(file)).toMatchObject({ line, sentence: expect.stringMatching(sentence) })
  })
  test('more cues than a film can have', () => {
    expect(faultOf('00:00:01.000 --> 00:00:02.000\nx\n\n'.repeat(20_001))!.sentence).toMatch(/more than 20000/)
  })
})

describe('whatever is sent', () => {
  const words = fc.stringMatching(/^[\p{L}\p{N} .,!?&<>'-]{0,30}[\p{L}\p{N}]$/u)
  const cue = fc.tuple(fc.nat(35_999_000), fc.integer({ min: 1, max: 10_000 }), fc.array(words, { minLength: 1, maxLength: 3 }))
    .map(([from, length, lines]): Cue => ({ from, to: from + length, text: lines.map(one => one.replace(/[<>]/g, '').trim()).join('\n') }))

  test('cues survive being written and read', () => fc.assert(fc.property(fc.array(cue, { minLength: 1, maxLength: 20 }), cues => {
    expect(cuesOf(vttOfCues(cues))).toEqual([...cues].sort((a, b) => a.from - b.from))
  })))

  const pieces = fc.constantFrom('<', '>', '<i>', '{\\', '}', '-->', '&lt;', '&amp;', '\n', '\n\n', '\r', '\u0000', '\uFEFF', 'WEBVTT', 'NOTE', '00:00:01,000 --> 00:00:02,000', '1', 'words ', '\u2028', '\u00a0')
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(pieces, { maxLength: 60 }).map(parts => `00:00:01,000 --> 00:00:02,000\nx${parts.join('')}`))

  test('what was accepted is WebVTT that reads the same again', () => fc.assert(fc.property(hostile, file => {
    const parsed = parseCaptions(file)
    if ('fault' in parsed) return parsed.fault.line > 0
    const vtt = vttOfCues(parsed.cues)
    expect(vtt.match(/-->/g)).toHaveLength(parsed.cues.length)
    expect(vtt).not.toMatch(/<|\u0000/)
    expect(cuesOf(vtt)).toEqual(parsed.cues)
    return true
  }), { numRuns: 500 }))

  test('a megabyte of anything is read at once', () => {
    for (const piece of ['<', '{\\', '&lt', '00:', ' ', '-->', '<a', '0', '\n00:00:01,000 -->']) {
      const before = performance.now()
      parseCaptions(`1\n00:00:01,000 --> 00:00:02,000\n${piece.repeat(1024 ** 2 / piece.length)}`)
      parseCaptions(piece.repeat(1024 ** 2 / piece.length))
      expect(performance.now() - before).toBeLessThan(3000)
    }
  })

  test('times are written with all their places', () => {
    expect(timestamp(0)).toBe('00:00:00.000')
    expect(timestamp(36_061_007)).toBe('10:01:01.007')
  })
})

describe('languages', () => {
  test('one language has one spelling', () => expect(['pt-br', 'PT-BR', 'pt-BR'].map(canonicalLanguage)).toEqual(['pt-BR', 'pt-BR', 'pt-BR']))
  test('what is no tag is none', () => expect(canonicalLanguage('en-')).toBeNull())
  test('a label is what speakers read', () => expect(['de', 'nb', 'xyz'].map(languageLabel)).toEqual(['Deutsch', 'Norsk bokmål', 'xyz']))
})

describe('captions of a film', () => {
  const caption = (language: string, key: string) => ({ language, label: language, key, updatedAt: at.toISOString() })
  const film = aFilm({ source: aSource, processing: 'ready' })

  test('there is one for each language, in order; what was replaced stays until its last address has expired', () => {
    const next = captioned(captioned(captioned(film, caption('nb', 'a'), at), caption('en', 'b'), at), caption('nb', 'c'), at)
    expect(next.captions.map(({ key }) => key)).toEqual(['b', 'c'])
    const until = '2026-11-20T14:00:00.000Z'
    expect(next.leftovers).toEqual([{ bucket: 'films', prefix: 'a', until }])
    expect(whenToWake(next, 600)).toBe(until)
    expect([dueLeftovers(next, at), dueLeftovers(next, new Date(until))].map(due => due.length)).toEqual([0, 1])
  })
  test('taking away what is not there changes nothing', () => expect(uncaptioned(film, 'en', at)).toEqual(film))
})
