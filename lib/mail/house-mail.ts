/**
 * The house's look in a mail: one column, tables and inline styles, because that is all that mail programs agree on;
 * nothing is loaded, so that nothing is blocked or tracked. Every surface names its own text colour, so a program that
 * knows no schemes shows it readable; one that does shows it dark where its reader's screen is.
 */
export interface HouseMail {
  readonly heading: string
  /** One paragraph; HTML. */
  readonly body: string
  /** Shown large, to be read across the room: a code, or the mark that becomes one. */
  readonly code?: string
  /** The one thing to do; its address is also shown, for whoever rather copies it. */
  readonly action?: { readonly label: string; readonly href: string }
  readonly footnote: string
}

const font = 'font-family:Inter,Helvetica,Arial,sans-serif'

/** Surface, text, quiet text, accent: theme.ts says the same of the pages. */
export const mailColours = {
  light: { card: '#fbfbfc', text: '#14161b', quiet: '#5b6270', accent: '#ad5700' },
  dark: { card: '#12141a', text: '#eceef2', quiet: '#a4abb8', accent: '#ffb224' },
  /** Around the card, and the button: the same in both. */
  room: '#0b0c10',
  button: { surface: '#ffb224', text: '#14161b' },
} as const
const { light, dark, room, button } = mailColours

const darkRules = `@media (prefers-color-scheme:dark){.card{background:${dark.card}!important;color:${dark.text}!important}.quiet{color:${dark.quiet}!important}.accent{color:${dark.accent}!important}}`

/** Cognito takes up to 20,000 characters. */
export const houseMail = ({ heading, body, code, action, footnote }: HouseMail): string => [
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
  `<style>${darkRules}</style></head>`,
  `<body style="margin:0;padding:0;background:${room}">`,
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${room}"><tr><td align="center" style="padding:32px 16px">`,
  `<table role="presentation" width="480" cellpadding="0" cellspacing="0" class="card" style="max-width:480px;width:100%;background:${light.card};color:${light.text};border-radius:12px"><tr>`,
  `<td style="padding:32px;${font}">`,
  `<p class="accent" style="margin:0 0 24px;font-size:15px;font-weight:600;color:${light.accent}">&#9654;&nbsp; Playhouse</p>`,
  `<h1 style="margin:0 0 12px;font-size:24px;line-height:1.25">${heading}</h1>`,
  ...(code ? [`<p style="margin:0 0 16px;font-size:36px;font-weight:700;letter-spacing:6px">${code}</p>`] : []),
  `<p style="margin:0 0 24px;font-size:16px;line-height:1.5">${body}</p>`,
  ...(action ? [
    `<p style="margin:0 0 16px"><a href="${action.href}" style="display:inline-block;padding:12px 20px;border-radius:10px;background:${button.surface};color:${button.text};font-size:16px;font-weight:600;text-decoration:none">${action.label}</a></p>`,
    `<p class="quiet" style="margin:0 0 24px;font-size:13px;line-height:1.5;color:${light.quiet};word-break:break-all">${action.href}</p>`,
  ] : []),
  `<p class="quiet" style="margin:0;font-size:13px;line-height:1.5;color:${light.quiet}">${footnote}</p>`,
  '</td></tr></table></td></tr></table></body></html>',
].join('')
