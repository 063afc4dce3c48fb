/** SES v2 on the wire: SendEmail with simple and template content. */
import { randomUUID } from 'node:crypto'
import { AwsError, type Api, type ApiRequest, type Cloud, type Permission } from '../plugin.ts'
import type { MailboxService } from '../services.ts'
import type { MailTemplate, SesSettings } from './ses-settings.ts'

interface SendEmail {
  FromEmailAddress?: string
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] }
  Content?: {
    Simple?: { Subject?: { Data?: string }; Body?: { Text?: { Data?: string }; Html?: { Data?: string } } }
    Template?: { TemplateName?: string; TemplateArn?: string; TemplateContent?: { Subject?: string; Text?: string; Html?: string }; TemplateData?: string }
  }
  ConfigurationSetName?: string
}

export function createSesApi(cloud: Cloud, settings: SesSettings, mailbox: MailboxService): Api {
  const arn = (resource: string) => `arn:aws:ses:${cloud.region}:${cloud.account}:${resource}`
  return {
    signingName: 'ses',
    operationOf: request => request.method === 'POST' && request.url.pathname === '/v2/email/outbound-emails' ? 'SendEmail' : null,
    async permissions(_operation, request) {
      const mail = await mailOf(request)
      const sender = addressOf(mail.FromEmailAddress ?? '')
      const template = templateName(mail)
      const resources = [`identity/${settings.identityOf(sender) ?? sender}`, ...mail.ConfigurationSetName ? [`configuration-set/${mail.ConfigurationSetName}`] : [], ...template ? [`template/${template}`] : []]
      const context = { 'ses:FromAddress': sender, 'ses:Recipients': recipients(mail).map(addressOf) }
      // A template asks for the action of the older API besides.
      const actions = ['ses:SendEmail', ...mail.Content?.Template ? ['ses:SendTemplatedEmail'] : []]
      return actions.flatMap(action => resources.map((resource): Permission => ({ action, resource: arn(resource), context })))
    },
    async handle(_operation, request) {
      const mail = await mailOf(request)
      const from = mail.FromEmailAddress ?? ''
      if (!settings.identityOf(addressOf(from)))
        throw new AwsError('MessageRejected', `Email address is not verified. The following identities failed the check in region ${cloud.region.toUpperCase()}: ${addressOf(from)}`)
      if (mail.ConfigurationSetName && !settings.configurationSets.has(mail.ConfigurationSetName)) throw new AwsError('NotFoundException', `Configuration set <${mail.ConfigurationSetName}> does not exist.`, 404)
      const to = recipients(mail)
      if (!to.length) throw new AwsError('BadRequestException', 'Destination must contain at least one recipient.')
      if (to.length > 50) throw new AwsError('BadRequestException', 'Recipient count exceeds 50.')
      const content = contentOf(mail, settings)
      // SES accepts first and renders later: a value missing from the data is an event, not an error to the caller.
      if ('missing' in content) cloud.record({ kind: 'error', source: 'ses', message: `Rendering failed: the template's data has no "${content.missing}"; nothing was sent to ${to.join(', ')}.` })
      else for (const address of to) mailbox.deliver({ from, to: addressOf(address), subject: content.subject, text: content.text ?? '', html: content.html })
      return json(200, { MessageId: randomUUID() })
    },
    error: error => ({ ...json(error.status, { message: error.message }, { 'x-amzn-errortype': error.code }) }),
  }
}

function contentOf({ Content }: SendEmail, settings: SesSettings): MailTemplate | { missing: string } {
  if (Content?.Simple) {
    const { Subject, Body } = Content.Simple
    return { subject: Subject?.Data ?? '', text: Body?.Text?.Data, html: Body?.Html?.Data }
  }
  if (!Content?.Template) throw new AwsError('BadRequestException', 'Only simple and template content are sent by the local mailbox.')
  const { TemplateContent: inline, TemplateData } = Content.Template
  const name = templateName({ Content })
  const template = inline ? { subject: inline.Subject ?? '', text: inline.Text, html: inline.Html } : settings.templates.get(name ?? '')
  if (!template) throw new AwsError('NotFoundException', `Template ${name} does not exist`, 404)
  return fill(template, dataOf(TemplateData))
}

function fill(template: MailTemplate, data: Record<string, unknown>): MailTemplate | { missing: string } {
  const missing = Object.values(template).flatMap(part => [...(part as string | undefined ?? '').matchAll(mark)]).map(match => match[1]!).find(name => !Object.hasOwn(data, name))
  if (missing) return { missing }
  const filled = (part: string | undefined) => part?.replace(mark, (_, name: string) => String(data[name]))
  return { subject: filled(template.subject)!, text: filled(template.text), html: filled(template.html) }
}

/** `{{name}}`. SES does not escape what it fills in: whoever calls it with HTML parts must. */
const mark = /\{\{\s*([\w.-]+)\s*\}\}/g

function dataOf(json: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(json ?? '{}') as Record<string, unknown>
  } catch {
    throw new AwsError('BadRequestException', 'TemplateData is not valid JSON.')
  }
}

async function mailOf(request: ApiRequest): Promise<SendEmail> {
  return JSON.parse(await request.text()) as SendEmail
}

const templateName = ({ Content }: SendEmail) => Content?.Template?.TemplateName ?? Content?.Template?.TemplateArn?.split('/').at(-1)
const recipients = ({ Destination }: SendEmail) => [...Destination?.ToAddresses ?? [], ...Destination?.CcAddresses ?? [], ...Destination?.BccAddresses ?? []]
/** `Ana <ana@example.org>` → `ana@example.org`. */
const addressOf = (text: string) => /<([^>]+)>\s*$/.exec(text)?.[1] ?? text.trim()

const json = (status: number, body: object, headers: Record<string, string> = {}) => ({ status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
