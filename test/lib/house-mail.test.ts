import { expect, test } from 'vitest'
import { houseMail, mailColours } from '../../lib/mail/house-mail.ts'
import { templates } from '../../lib/mail/templates.ts'
import { withHtml } from '../../functions/platform/mail.ts'

const mail = houseMail({ heading: 'Your code', body: 'Enter it.', code: '{####}', footnote: 'Or ignore it.' })

test('a mail of the house loads nothing', () => {
  for (const html of [mail, templates.invitation.html]) expect(html).not.toMatch(/<img|<link|https?:|url\(/)
})
test('a code comes without a link; an invitation links to itself and nowhere else', () => {
  expect(mail).not.toContain('<a ')
  expect([...templates.invitation.html.matchAll(/href="([^"]*)"/g)].map(match => match[1])).toEqual(['{{linkHtml}}'])
})
test('it fits what Cognito takes, and keeps the mark that becomes the code', () => {
  expect(mail.length).toBeLessThan(20_000)
  expect(mail.match(/\{####\}/g)).toHaveLength(1)
})

/** WCAG's relative luminance of `#rrggbb`. */
const luminance = (colour: string) => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
  .map(part => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at]!, 0)
const contrast = (one: string, other: string) => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
test('it can be read in a light and in a dark program', () => {
  for (const { card, text, quiet, accent } of [mailColours.light, mailColours.dark]) for (const colour of [text, quiet, accent]) expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(mailColours.button.text, mailColours.button.surface)).toBeGreaterThanOrEqual(4.5)
  expect(templates.invitation.html).toContain('prefers-color-scheme:dark')
})
test('whoever reads text alone is told the same as whoever reads HTML', () => {
  const marks = (part: string) => new Set([...part.matchAll(/\{\{(\w+?)(?:Html)?\}\}/g)].map(match => match[1]))
  expect(marks(templates.invitation.html)).toEqual(marks(templates.invitation.text))
  expect(marks(templates.invitation.subject)).toEqual(new Set(['inviter', 'channel']))
})
test('HTML parts never take what people typed as it is', () => {
  for (const mark of templates.invitation.html.matchAll(/\{\{(\w+)\}\}/g)) expect(mark[1]).toMatch(/Html$/)
  expect(withHtml({ channel: '<b>&"\'' })).toEqual({ channel: '<b>&"\'', channelHtml: '&lt;b&gt;&amp;&quot;&#39;' })
})
