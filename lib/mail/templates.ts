/** The mails that functions send, as SES templates. `{{name}}` stands for what functions/platform/mail.ts fills in; HTML parts take `{{nameHtml}}`. */
import { houseMail } from './house-mail.ts'

export interface MailTemplate { readonly subject: string; readonly text: string; readonly html: string }

const unknown = 'If you do not know this person, ignore this mail: nothing happens without you.'

export const templates = {
  /** functions/channels/mail-invitation.ts */
  invitation: {
    subject: '{{inviter}} invites you to {{channel}} on Playhouse',
    text: [
      '{{inviter}} invites you to the team of {{channel}} on Playhouse, as {{role}}. {{means}}',
      'Open the invitation:\n{{link}}',
      'The link is good once, until {{until}}. It is yours alone: whoever has it can join.',
      unknown,
    ].join('\n\n') + '\n',
    html: houseMail({
      heading: 'Join the team of {{channelHtml}}',
      body: '{{inviterHtml}} invites you to the team of {{channelHtml}} as {{roleHtml}}. {{meansHtml}}',
      action: { label: 'Open the invitation', href: '{{linkHtml}}' },
      footnote: `The link is good once, until {{untilHtml}}. It is yours alone: whoever has it can join. ${unknown}`,
    }),
  },
} as const satisfies Record<string, MailTemplate>
export type TemplateName = keyof typeof templates
