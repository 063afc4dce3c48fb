import { expect, test } from 'vitest'
import { houseMail } from '../../lib/mail/house-mail.ts'

const mail = houseMail({ heading: 'Your code', body: 'Enter it.', code: '{####}', footnote: 'Or ignore it.' })

test('a mail of the house loads nothing and links nowhere', () => {
  expect(mail).not.toMatch(/<img|<a\s|https?:|url\(/)
})
test('it fits what Cognito takes, and keeps the mark that becomes the code', () => {
  expect(mail.length).toBeLessThan(20_000)
  expect(mail.match(/\{####\}/g)).toHaveLength(1)
})
