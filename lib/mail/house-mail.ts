/**
 * The house's look in a mail, and the same words for whoever reads text alone. One column, tables and inline styles,
 * because that is all that mail programs agree on; nothing is loaded, so that nothing is blocked or tracked. Every
 * surface names its own text colour, so a program that knows no schemes shows it readable, and one that turns colours
 * round by itself finds a light mail to turn.
 */
export interface MailContent {
  /** What a list of mails shows beside the subject. A mail with a code has none: there its first words are the code. */
  readonly preview?: string
  readonly heading: string
  /** Shown large, to be read across the room: a code, or the mark that becomes one. */
  readonly code?: string
  /** Somebody else's words are set apart from ours. */
  readonly paragraphs: readonly (string | { readonly quote: string })[]
  /** The one thing to do; its address is also shown, for whoever rather copies it. */
  readonly action?: { readonly label: string; readonly href: string }
  /** In small print: what to do for whoever did not ask for this, and how long it is good. */
  readonly footnote: string
}
export interface MailParts { readonly text: string; readonly html: string }

const font = 'font-family:Inter,-apple-system,\'Segoe UI\',Roboto,Helvetica,Arial,sans-serif'

/** Around the card, the card, text, quiet text, accent: theme.ts says the same of the pages. */
export const mailColours = {
  light: { room: '#f1f2f5', card: '#ffffff', text: '#14161b', quiet: '#5b6270', accent: '#ad5700' },
  dark: { room: '#0b0c10', card: '#12141a', text: '#eceef2', quiet: '#a4abb8', accent: '#ffb224' },
  /** The mark and the button: the same in both. */
  spotlight: { surface: '#ffb224', text: '#14161b' },
} as const
const { light, dark, spotlight } = mailColours

const darkRules = `@media (prefers-color-scheme:dark){.room{background:${dark.room}!important} .card{background:${dark.card}!important;color:${dark.text}!important} .quiet{color:${dark.quiet}!important} .accent{color:${dark.accent}!important} .quote{border-color:${dark.accent}!important} }`

/** Content is plain text in which `{{name}}` stands for a value; what comes of it in HTML takes the value's escaped form (functions/platform/mail.ts). */
export const houseMail = (content: MailContent): MailParts => ({ text: textOf(content), html: htmlOf(content) })

const textOf = ({ heading, code, paragraphs, action, footnote }: MailContent): string => [
  heading,
  ...(code ? [code] : []),
  ...paragraphs.map(paragraph => (typeof paragraph === 'string' ? paragraph : `“${paragraph.quote}”`)),
  ...(action ? [`${action.label}:\n${action.href}`] : []),
  footnote,
].join('\n\n') + '\n'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }
const inHtml = (text: string) => text.replaceAll(/[&<>"']/g, mark => entities[mark]!).replaceAll(/\{\{(\w+)\}\}/g, '{{$1Html}}')

/** The mark is a house; where a mail program knows no paths, it has a flat roof. */
const roof = 'clip-path:polygon(50% 0,100% 42%,100% 100%,0 100%,0 42%)'
const reading = 'font-size:16px;line-height:1.5;overflow-wrap:anywhere'

/** The rest of the line that a list of mails shows: without it the list goes on with the mail's own first words. */
const nothingMore = '&#847;&zwnj;&nbsp;'.repeat(60)

const htmlOf = ({ preview, heading, code, paragraphs, action, footnote }: MailContent): string => [
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
  `<title>Playhouse</title><style>:root{color-scheme:light dark} ${darkRules}</style></head>`,
  `<body class="room" style="margin:0;padding:0;background:${light.room}">`,
  ...(preview ? [`<div style="display:none;max-height:0;overflow:hidden">${inHtml(preview)}${nothingMore}</div>`] : []),
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="room" style="background:${light.room}"><tr><td align="center" style="padding:32px 16px">`,
  `<table role="presentation" width="480" cellpadding="0" cellspacing="0" class="card" style="max-width:480px;width:100%;background:${light.card};color:${light.text};border-radius:12px"><tr>`,
  `<td style="padding:32px;${font}">`,
  '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 24px"><tr>',
  `<td><div style="width:28px;height:28px;background:${spotlight.surface};color:${spotlight.text};border-radius:6px;${roof};font-size:12px;line-height:32px;text-align:center">&#9654;&#65038;</div></td>`,
  `<td style="padding-left:10px;font-size:16px;font-weight:600;${font}">Playhouse</td></tr></table>`,
  `<h1 style="margin:0 0 12px;font-size:24px;line-height:1.25;letter-spacing:-0.01em;overflow-wrap:anywhere">${inHtml(heading)}</h1>`,
  ...(code ? [`<p class="accent" style="margin:0 0 16px;font-size:40px;line-height:1.25;font-weight:700;letter-spacing:6px;font-variant-numeric:tabular-nums;color:${light.accent}">${inHtml(code)}</p>`] : []),
  ...paragraphs.map(paragraph => (typeof paragraph === 'string'
    ? `<p style="margin:0 0 16px;${reading}">${inHtml(paragraph)}</p>`
    : `<p class="quote" style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid ${light.accent};${reading}">“${inHtml(paragraph.quote)}”</p>`)),
  ...(action ? [
    `<p style="margin:8px 0 16px"><a href="${inHtml(action.href)}" style="display:inline-block;padding:12px 20px;border-radius:10px;background:${spotlight.surface};color:${spotlight.text};font-size:16px;font-weight:600;text-decoration:none">${inHtml(action.label)}</a></p>`,
    `<p class="quiet" style="margin:0 0 16px;font-size:13px;line-height:1.5;color:${light.quiet};word-break:break-all">${inHtml(action.href)}</p>`,
  ] : []),
  `<p class="quiet" style="margin:8px 0 0;font-size:13px;line-height:1.5;color:${light.quiet}">${inHtml(footnote)}</p>`,
  '</td></tr></table></td></tr></table></body></html>',
].join('')
