/** A house as an earlier release left it. */
export interface Furnished {
  readonly people: Readonly<Record<'ana' | 'ben', { readonly email: string; readonly password: string }>>
  /** Ana's; Ben follows it. */
  readonly channel: { readonly id: string }
  /** Ids. All are Ana's; Ben has watched the one shown to everybody for a while. */
  readonly films: Readonly<Record<'shown' | 'hidden' | 'failed' | 'deleted' | 'open' | 'underWay', string>>
  /** The local cloud's state: paths below its folder, contents in base64. */
  readonly files: Readonly<Record<string, string>>
}
