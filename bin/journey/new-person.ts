/** Somebody new: signs up, reads the code in their mail, verifies, signs in. */
import { randomBytes } from 'node:crypto'
import { until } from './until.ts'
import { house, signIn, type SignedIn } from './house.ts'

export interface NewPerson { readonly displayName?: string; readonly email?: string; readonly password?: string }
/** Gets the code that was mailed to an address, newest first. */
export type ReadCode = (email: string) => Promise<string>

export async function newPerson(base: string, { displayName = 'Ana Journey', email = `ana-${randomBytes(6).toString('hex')}@example.org`, password = `Journey-${randomBytes(9).toString('base64url')}1a` }: NewPerson = {}, readCode: ReadCode = codeFromLocalMailbox(base)): Promise<SignedIn> {
  const { auth } = house({ base })
  await auth.register({ body: { email, password, displayName } })
  await auth.verify({ body: { email, code: await readCode(email) } })
  return signIn(base, email, password)
}

/** The local cloud shows its mails at /_local; a deployed house does not. */
export const codeFromLocalMailbox = (base: string): ReadCode => async email =>
  until(`a mail with a code for ${email}`, async () => {
    const response = await fetch(`${base}/_local/mailbox.json?to=${encodeURIComponent(email)}`)
    if (!response.ok) throw new Error(`${base} has no mailbox that can be read (${response.status}). Give --address to sign up with an address of yours, or --email and --password of a verified account.`)
    const { items } = await response.json() as { items: { code: string | null; at: string }[] }
    return items.filter(mail => mail.code).sort((a, b) => b.at.localeCompare(a.at))[0]?.code
  }, { seconds: 15 })
