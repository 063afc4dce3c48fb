/** What the house has mailed to somebody, as the local cloud shows it at /_local; a deployed house does not. */
import { until } from './until.ts'

export interface Letter { readonly to: string; readonly from: string; readonly subject: string; readonly text: string; readonly html?: string; readonly at: string }

/** All mails to an address, the newest first. */
export const mailsTo = async (base: string, address: string): Promise<Letter[]> =>
  ((await (await fetch(`${base}/_local/mailbox.json?to=${encodeURIComponent(address)}`)).json()) as { items: Letter[] }).items

/** The newest mail to an address that is about something; waits for it. */
export const mailTo = (base: string, address: string, about: RegExp): Promise<Letter> =>
  until(`a mail to ${address} about ${about}`, async () => (await mailsTo(base, address)).find(({ subject }) => about.test(subject)), { seconds: 20 })

/** The secret part of the link that an invitation's mail holds. */
export const tokenIn = ({ text }: Pick<Letter, 'text'>): string => /\/invitations\/([\w-]+)/.exec(text)![1]!
