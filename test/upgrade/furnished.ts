/** A house as an earlier release left it. */
export interface Furnished {
  /** Ana has a channel, Ben follows it, Cleo is in its team, Dan was suspended by Ada, Eve's erasure stands before her channels. */
  readonly people: Readonly<Record<'ana' | 'ben' | 'cleo' | 'dan' | 'eve' | 'ada', { readonly id: string; readonly email: string; readonly password: string }>>
  readonly channel: { readonly id: string }
  /** Dan's film, and Eve's channel. */
  readonly ofSuspended: string
  readonly ofLeaving: string
  /** Into the team of Ana's channel; open for a week. */
  readonly invitation: { readonly email: string; readonly token: string }
  /** Ids. All are Ana's; Ben has watched the one shown to everybody for a while, which has captions, and nobody has counted his view. */
  readonly films: Readonly<Record<'shown' | 'hidden' | 'failed' | 'deleted' | 'replaced' | 'open' | 'underWay', string>>
  /** The local cloud's state: paths below its folder, contents in base64. */
  readonly files: Readonly<Record<string, string>>
}
