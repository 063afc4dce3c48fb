import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marksFor } from '../../functions/platform/mail.ts'
import { noticeKinds } from '../../functions/platform/notice.ts'
import { houseMail, mailColours } from '../../lib/mail/house-mail.ts'
import { codeMail, noticeTemplates, templates } from '../../lib/mail/templates.ts'

const all = Object.entries(templates)
const htmls = [codeMail.html, ...all.map(([, { html }]) => html)]
const marksIn = (part: string) => [...part.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]!)
/** What a mail program shows of HTML before anybody opens the mail. */
const firstWords = (html: string) => html.replace(/<(style|head|title)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ').replace(/&\w+;|&#\d+;/g, ' ').replace(/\s+/g, ' ').trim()
const words = (html: string) => firstWords(html).replaceAll(/\{\{(\w+)Html\}\}/g, '{{$1}}')

describe('every mail of the house', () => {
  test('loads nothing', () => {
    for (const html of htmls) expect(html).not.toMatch(/<img|<link|https?:|url\(|@import/)
  })
  test('can be read in a light and in a dark program', () => {
    for (const { card, text, quiet, accent } of [mailColours.light, mailColours.dark]) for (const colour of [text, quiet, accent]) expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(mailColours.spotlight.text, mailColours.spotlight.surface)).toBeGreaterThanOrEqual(4.5)
    for (const html of htmls) expect(html).toContain('prefers-color-scheme:dark')
  })
  test.each(all)('tells whoever reads text alone the same: %s', (_, { text, html }) => {
    expect(new Set(marksIn(html))).toEqual(new Set(marksIn(text).map(name => `${name}Html`)))
    // Braces in pairs are marks and nothing else, also where two rules of a stylesheet end.
    for (const part of [text, html]) for (const braces of ['{{', '}}']) expect(part.split(braces)).toHaveLength(marksIn(part).length + 1)
    const plain = (part: string) => part.replace(/[“”"'’&]|39|quot|amp/g, '').replace(/\s+/g, ' ')
    for (const sentence of text.split(/\n+/).filter(Boolean)) expect(plain(words(html)), sentence).toContain(plain(sentence.replace(/:$/, '')).trim())
  })
  test.each(all)('fits the subject line of a phone, and has something of its own to show beside it: %s', (name, { subject, html }) => {
    expect(subject).toMatch(/Playhouse/)
    if (name !== 'invitation') expect(subject.length).toBeLessThanOrEqual(50)
    expect(firstWords(html).startsWith(subject)).toBe(false)
    expect(html.indexOf('display:none')).toBeGreaterThan(0)
  })
})

describe('a code', () => {
  test('is among the first words, since Cognito puts it into no subject', () => {
    expect(firstWords(codeMail.html).indexOf('{####}')).toBeLessThan(30)
    expect(codeMail.subject).not.toContain('#')
    expect(codeMail.subject.length).toBeLessThanOrEqual(140)
  })
  test('comes in what Cognito takes: so long, of such characters, with one mark', () => {
    expect(codeMail.html.length).toBeLessThan(20_000)
    expect(codeMail.html).toMatch(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u)
    expect(codeMail.html.match(/\{####\}/g)).toHaveLength(1)
  })
  test('comes without a link, and so does every notice; an invitation links to itself and nowhere else', () => {
    for (const html of [codeMail.html, ...Object.values(noticeTemplates).map(({ html }) => html)]) expect(html).not.toContain('<a ')
    expect([...templates.invitation.html.matchAll(/href="([^"]*)"/g)].map(match => match[1])).toEqual(['{{linkHtml}}'])
  })
})

test('there are words for every notice, and no others', () => {
  expect(Object.keys(noticeTemplates).toSorted()).toEqual([...noticeKinds].toSorted())
})

describe('what people typed', () => {
  const filled = (part: string, marks: Readonly<Record<string, string>>) => part.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => marks[name]!)
  test('never opens or closes anything in HTML, and never breaks a line of subject or text', () => {
    const { subject, text, html } = templates.invitation
    const names = [...new Set([subject, text].flatMap(marksIn))]
    const nothing = Object.fromEntries(names.map(name => [name, '']))
    const empty = marksFor(nothing)
    const built = (part: string) => [part.match(/<[^>]*>/g)!.length, part.match(/"/g)!.length]
    const asBuilt = built(filled(html, empty))
    fc.assert(fc.property(fc.constantFrom(...names), fc.oneof(fc.string({ unit: fc.constantFrom(...'<>&"\'/={}\r\n\t\u0085\u2028\u2029 ax') }), fc.constantFrom('</p><script>', '" onclick="x', 'Ana\r\nBcc: everybody@example.org')), (name, typed) => {
      const data = marksFor({ ...nothing, [name]: typed })
      expect(built(filled(html, data))).toEqual(asBuilt)
      expect(filled(subject, data)).not.toMatch(/[\r\n\u0085\u2028\u2029]/)
      expect(filled(text, data).split('\n')).toHaveLength(text.split('\n').length)
    }))
  })
  test('stands there as it was typed, otherwise', () => {
    expect(marksFor({ channel: '<b>&"\'\nand more' })).toEqual({ channel: '<b>&"\' and more', channelHtml: '&lt;b&gt;&amp;&quot;&#39; and more' })
    expect(houseMail({ heading: 'It\'s <here>', paragraphs: [{ quote: '{{reason}}' }], footnote: '' }).html).toMatch(/It&#39;s &lt;here&gt;.*“\{\{reasonHtml\}\}”/)
  })
})

/** WCAG's relative luminance of `#rrggbb`. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at]!, 0)
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
