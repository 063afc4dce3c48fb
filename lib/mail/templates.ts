/** The house's mails and their words. `{{name}}` stands for what functions fill in (functions/platform/mail.ts). */
import { houseMail, type MailParts } from './house-mail.ts'

export interface MailTemplate extends MailParts { readonly subject: string }

const unknown = 'If you do not know this person, ignore this mail: nothing happens without you.'
const readHere = 'Answers to this mail are read by the people who run this house.'

/**
 * Cognito's own mail, by which it sends every code: to confirm an address, old or new, and to set a new password. It
 * replaces `{####}` in the message and not in the subject, so the code stands where a phone's list shows it: among the
 * first words. HTML is all it sends.
 */
export const codeMail = {
  subject: 'Your Playhouse code',
  html: houseMail({
    heading: 'Your code',
    code: '{####}',
    paragraphs: ['Enter it on the page that asked for it. It is good once, and an older one no longer works.'],
    footnote: 'If you did not ask for a code, ignore this mail: nothing happens without it. Give it to nobody, whoever asks: we never do.',
  }).html,
} as const

/** What people are told about their own account: one for each kind in functions/platform/notice.ts. Without links, so that nobody learns to follow one. */
export const noticeTemplates = {
  /** The page says the same to everybody, so whoever forgot that they have an account would wait for a code that never comes. */
  signed_up_again: {
    subject: 'You have a Playhouse account already',
    ...houseMail({
      preview: 'Somebody, probably you, signed up with this address again.',
      heading: 'You have an account already',
      paragraphs: [
        'Somebody, probably you, signed up with this address on {{at}}. There is an account for it, so nothing was changed, and no code is coming.',
        'Sign in with the password you have. If you do not remember it, choose “Forgot your password?” there.',
      ],
      footnote: 'If it was not you, ignore this mail: whoever it was has learned nothing and has no way in. We write it once a day at most.',
    }),
  },
  password_changed: {
    subject: 'Your Playhouse password was changed',
    ...houseMail({
      preview: 'If it was you, all is well. If not, here is what to do.',
      heading: 'Your password was changed',
      paragraphs: [
        'It was changed on {{at}}, by somebody who knew the one before. Every other session of yours has ended.',
        'If it was you, there is nothing to do.',
        'If it was not: open Playhouse, choose “Forgot your password?” and set a new one with the code that comes to this address. That ends every session, theirs too.',
      ],
      footnote: `If you can no longer sign in, answer this mail. ${readHere}`,
    }),
  },
  password_recovered: {
    subject: 'Your Playhouse password was set anew',
    ...houseMail({
      preview: 'If it was you, all is well. If not, here is what to do.',
      heading: 'Your password was set anew',
      paragraphs: [
        'It was set on {{at}}, with a code that came to this address. Every session of yours has ended.',
        'If it was you, there is nothing to do.',
        'If it was not, somebody else reads your mail: change the password of your mailbox first. Then open Playhouse, choose “Forgot your password?” and set a new one. That ends every session, theirs too.',
      ],
      footnote: `If you can no longer sign in, answer this mail. ${readHere}`,
    }),
  },
  /** To the address of before: whoever reads the new one knows. */
  address_changed: {
    subject: 'Your Playhouse account has another address now',
    ...houseMail({
      preview: 'If it was you, all is well. If not, answer this mail.',
      heading: 'Your account has another address',
      paragraphs: [
        'It was changed on {{at}}, by somebody who knew your password and confirmed the new address. This one no longer opens your account, and we no longer write to it.',
        'If it was you, there is nothing to do.',
        'If it was not, answer this mail soon: the account can be shut until it is yours again.',
      ],
      footnote: readHere,
    }),
  },
  suspended: {
    subject: 'Your Playhouse account is suspended',
    ...houseMail({
      preview: 'Why, what that means, and how to answer.',
      heading: 'Your account is suspended',
      paragraphs: [
        'Since {{at}} you cannot sign in, and the films of your channels are hidden. Nothing is deleted. The people who run this house gave this reason:',
        { quote: '{{reason}}' },
        'If you think that is a mistake, or have put right what it was about, answer this mail.',
      ],
      footnote: readHere,
    }),
  },
  reinstated: {
    subject: 'Your Playhouse account is open again',
    ...houseMail({
      preview: 'Sign in as before; your films are back.',
      heading: 'Your account is open again',
      paragraphs: ['The suspension ended on {{at}}. Sign in as before; your films are back where they were.'],
      footnote: readHere,
    }),
  },
  erased: {
    subject: 'Your Playhouse account is gone',
    ...houseMail({
      preview: 'Everything of yours is erased. This is the last mail you get from us.',
      heading: 'Your account is gone',
      paragraphs: [
        'Your films, channels, follows, history and profile, then the account itself: all of it was erased by {{at}}, as you asked. What staff have decided stays on record under a number without a name. Backups are gone after 35 days.',
        'With this mail we forget your address, too. Thank you for having been here.',
      ],
      footnote: 'It was asked for by somebody who knew your password. If that was not you, change it wherever else you use it. What is erased nobody can bring back, not even we.',
    }),
  },
} as const satisfies Record<string, MailTemplate>

export const templates = {
  /** functions/channels/mail-invitation.ts */
  invitation: {
    subject: '{{inviter}} invites you to {{channel}} on Playhouse',
    ...houseMail({
      preview: '{{means}} The invitation is open until {{until}}.',
      heading: 'Join the team of {{channel}}',
      paragraphs: ['{{inviter}} invites you to the team of {{channel}} on Playhouse, as {{role}}. {{means}}'],
      action: { label: 'Open the invitation', href: '{{link}}' },
      footnote: `The link is good once, until {{until}}. It is yours alone: whoever has it can join. ${unknown}`,
    }),
  },
  ...noticeTemplates,
} as const satisfies Record<string, MailTemplate>
export type TemplateName = keyof typeof templates
