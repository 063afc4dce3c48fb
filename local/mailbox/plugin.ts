/** The mailbox: every mail the local cloud sends ends here, and SES is one of its senders. */
import { randomUUID } from 'node:crypto'
import type { CreatePlugin } from '../plugin.ts'
import type { Mail, MailboxService } from '../services.ts'
import { createSesApi } from './ses-api.ts'
import { SesSettings } from './ses-settings.ts'

/** Mails kept; older ones fall out. */
const capacity = 500

export const createPlugin: CreatePlugin = cloud => {
  const state = cloud.state<{ mails: Mail[] }>('mailbox', 'mails', () => ({ mails: [] }))
  const settings = new SesSettings()
  const mailbox: MailboxService = {
    deliver(mail) {
      state.value.mails = [{ ...mail, id: randomUUID(), at: cloud.now().toISOString() }, ...state.value.mails].slice(0, capacity)
      state.save()
      cloud.record({ kind: 'mail', source: mail.from, message: `${mail.subject} → ${mail.to}` })
    },
    list: to => to === undefined ? state.value.mails : state.value.mails.filter(mail => mail.to.toLowerCase() === to.toLowerCase()),
  }
  cloud.offer('mailbox', mailbox)

  return {
    name: 'mailbox',
    api: createSesApi(cloud, settings, mailbox),
    resources: {
      'AWS::SES::EmailIdentity': ({ properties }) => {
        settings.identities.add(properties.EmailIdentity.toLowerCase())
        const token = (name: string, n: number) => [`DkimDNSToken${name}${n}`, `${n}.${properties.EmailIdentity}`]
        return { ref: properties.EmailIdentity, attributes: Object.fromEntries([1, 2, 3].flatMap(n => [token('Name', n), token('Value', n)])) }
      },
      'AWS::SES::ConfigurationSet': ({ properties, logicalId }) => {
        const name: string = properties.Name ?? logicalId
        settings.configurationSets.add(name)
        return { ref: name }
      },
      'AWS::SES::ConfigurationSetEventDestination': ({ logicalId }) => ({ ref: logicalId, attributes: { Id: logicalId } }),
      'AWS::SES::Template': ({ properties: { Template }, logicalId }) => {
        const name: string = Template?.TemplateName ?? logicalId
        settings.templates.set(name, { subject: Template?.SubjectPart ?? '', text: Template?.TextPart, html: Template?.HtmlPart })
        return { ref: name, attributes: { Id: name } }
      },
    },
  }
}

const sixDigits = /(?<![\w/-])\d{6}(?![\w/-])/

/** The code a mail carries: its first number of six digits that stands alone, not inside a link. */
export const codeIn = (mail: Pick<Mail, 'text' | 'subject'>): string | undefined =>
  sixDigits.exec(mail.text)?.[0] ?? sixDigits.exec(mail.subject)?.[0]
