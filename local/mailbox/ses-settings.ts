/** What the templates declare about SES. */
export interface MailTemplate { readonly subject: string; readonly text?: string; readonly html?: string }

export class SesSettings {
  /** Addresses and domains that may send, lower case. Declared is verified here: nobody can click a link for it. The laptop's own sender is there from the start, as an operator verifies theirs before deploying. */
  readonly identities = new Set<string>(['playhouse@example.org'])
  readonly configurationSets = new Set<string>()
  readonly templates = new Map<string, MailTemplate>()

  /** The identity that covers a sender: the address itself or its domain. */
  identityOf(address: string): string | undefined {
    const folded = address.toLowerCase()
    return [folded, folded.slice(folded.indexOf('@') + 1)].find(name => this.identities.has(name))
  }
}
