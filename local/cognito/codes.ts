/** Six-digit codes: issued, mailed by the pool's template, checked once. */
import { randomInt, timingSafeEqual } from 'node:crypto'
import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider'
import { codeExpired, codeMismatch } from './errors.ts'
import type { CodePurpose, Pool, UserRecord } from './pool.ts'

const hour = 3_600_000
const life: Record<CodePurpose, number> = { confirm: 24 * hour, recover: hour, verifyEmail: 24 * hour }

/** Issues a code, which voids any older one for the same purpose, and mails it. */
export function sendCode(pool: Pool, user: UserRecord, purpose: CodePurpose, to: string): CodeDeliveryDetailsType {
  const digits = String(randomInt(1_000_000)).padStart(6, '0')
  user.codes[purpose] = { digits, expiresAt: new Date(pool.now().getTime() + life[purpose]).toISOString() }
  pool.save()
  const { subject, message } = pool.configuration.verificationMail
  deliver(pool, to, subject, fill(message, { '{####}': digits, '{username}': user.username }))
  return delivered(to)
}

/** Consumes the code, or throws CodeMismatchException or ExpiredCodeException. */
export function useCode(pool: Pool, user: UserRecord, purpose: CodePurpose, digits: string): void {
  const code = user.codes[purpose]
  if (!code || pool.now() >= new Date(code.expiresAt)) throw codeExpired()
  const given = Buffer.from(digits)
  const expected = Buffer.from(code.digits)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw codeMismatch()
  delete user.codes[purpose]
  pool.save()
}

/** Mails the name and temporary password that an administrator gave. */
export function sendInvitation(pool: Pool, user: UserRecord, to: string, password: string): void {
  const { subject, message } = pool.configuration.invitationMail
  const shownName = pool.configuration.signInBy === 'email' ? to : user.username
  deliver(pool, to, subject, fill(message, { '{####}': escapeHtml(password), '{username}': escapeHtml(shownName) }))
}

/** Where a code went, masked: `a***@e***`. The same for an address that nobody has. */
export function delivered(to: string): CodeDeliveryDetailsType {
  const [local = '', domain = ''] = to.split('@')
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${local.charAt(0)}***@${domain.charAt(0)}***` }
}

function deliver(pool: Pool, to: string, subject: string, html: string): void {
  pool.cloud.use('mailbox').deliver({ to, from: pool.configuration.mailFrom, subject, html, text: textOf(html) })
}

const fill = (template: string, values: Record<string, string>) => Object.entries(values).reduce((text, [mark, value]) => text.replaceAll(mark, () => value), template)
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`)

/** What a reader without HTML sees: Cognito sends HTML only, the mailbox shows both. */
function textOf(html: string): string {
  return html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|h\d|tr|li)>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(Number(n))).replace(/&quot;/g, '"').replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ').replace(/ *\n\s*/g, '\n').trim()
}
