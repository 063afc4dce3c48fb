/**
 * The house's look in a mail: one column, tables and inline styles, because that is all that mail programs agree on;
 * no images and no links to follow, so that nothing is blocked or tracked. Dark where the reader's program is.
 */
export interface HouseMail {
  readonly heading: string
  /** One paragraph; HTML. */
  readonly body: string
  /** Shown large, to be read across the room: a code, or the mark that becomes one. */
  readonly code?: string
  readonly footnote: string
}

const font = 'font-family:Inter,Helvetica,Arial,sans-serif'

/** Cognito takes up to 20,000 characters. */
export const houseMail = ({ heading, body, code, footnote }: HouseMail): string => [
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>',
  '<body style="margin:0;padding:0;background:#0b0c10">',
  '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#0b0c10"><tr><td align="center" style="padding:32px 16px">',
  '<table role="presentation" width="480" cellpadding="0" cellspacing="0" style="max-width:480px;width:100%;background:#fbfbfc;border-radius:12px"><tr>',
  `<td style="padding:32px;${font};color:#14161b">`,
  '<p style="margin:0 0 24px;font-size:15px;font-weight:600;color:#ad5700">&#9654;&nbsp; Playhouse</p>',
  `<h1 style="margin:0 0 12px;font-size:24px;line-height:1.25">${heading}</h1>`,
  ...(code ? [`<p style="margin:0 0 16px;font-size:36px;font-weight:700;letter-spacing:6px">${code}</p>`] : []),
  `<p style="margin:0 0 24px;font-size:16px;line-height:1.5">${body}</p>`,
  `<p style="margin:0;font-size:13px;line-height:1.5;color:#5b6270">${footnote}</p>`,
  '</td></tr></table></td></tr></table></body></html>',
].join('')
