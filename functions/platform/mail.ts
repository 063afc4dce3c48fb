/** Sends a mail by one of the house's templates (lib/mail). SES v2 without its client, as in aws-fetch.ts. */
import { awsClient, endpointOf } from './aws-fetch.ts'

export interface Mail {
  /** `Playhouse <house@example.org>`; an identity that SES has verified. */
  readonly from: string
  readonly to: string
  /** The template's name. */
  readonly template: string
  /** What its marks stand for. SES escapes nothing: HTML parts use `{{nameHtml}}`, and subjects take lines; both are made here. */
  readonly data: Readonly<Record<string, string>>
}
export type SendMail = (mail: Mail) => Promise<void>

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, mark => entities[mark]!)

/** Whatever breaks a line, or would: what people typed stays within its line, in a subject above all. */
const oneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** What the marks of a template are filled with: each value as one line, and the same for HTML. */
export const marksFor = (data: Mail['data']): Mail['data'] => Object.fromEntries(Object.entries(data).flatMap(([name, value]) => {
  const line = oneLine(value)
  return [[name, line], [`${name}Html`, escaped(line)]]
}))

/** Throws with SES's own words when it does not take the mail. */
export const sendMail: SendMail = async ({ from, to, template, data }) => {
  const response = await awsClient('ses').fetch(`${endpointOf('email', 'SESV2')}/v2/email/outbound-emails`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content: { Template: { TemplateName: template, TemplateData: JSON.stringify(marksFor(data)) } } }),
    signal: AbortSignal.timeout(5000),
  })
  // The answer's text may name the address: the status and the kind of refusal are enough for a log.
  if (!response.ok) throw new Error(`SES did not take a mail by ${template}: ${response.status} ${response.headers.get('x-amzn-errortype') ?? ''}`)
}
