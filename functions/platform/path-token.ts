/** Permission to read one film's files, written into their address: `/t/<token>/v/…`. functions/edge/films.js verifies it. */
import { createHmac } from 'node:crypto'

/** What a token says; the names are short because the token stands in every segment's address. */
export interface PathClaims {
  /** Session id; for what is shown to a channel's team alone, the right by which (team.ts), so that it ends with that. */
  readonly s: string
  /** Person id, or `-` for somebody signed out. */
  readonly p: string
  /** Film id. */
  readonly v: string
  /** The only path prefix it opens, e.g. `/v/vid_…/1-ladder/`. */
  readonly x: string
  /** Issued and expires, epoch seconds. */
  readonly i: number
  readonly e: number
  /** Id of the film's owner: when they are suspended one word ends the tokens of all their films. Absent in tokens of an earlier release, and in what only shows a picture to a channel's team. */
  readonly o?: string
  /** ISO 3166 alpha-2, when the film is bound to the viewer's country. */
  readonly c?: string
}

export interface SigningKey { readonly kid: string; readonly secret: string }

/** `<key id>~<claims, base64url>~<HMAC-SHA256, base64url>` */
export function pathToken(claims: PathClaims, key: SigningKey): string {
  const signed = `${key.kid}~${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${signed}~${createHmac('sha256', key.secret).update(signed).digest('base64url')}`
}

/** Address of a file below the claims' prefix, relative to the site. */
export const tokenAddress = (claims: PathClaims, key: SigningKey, file: string) => `/t/${pathToken(claims, key)}${claims.x}${file}`

/** How long a film's token lives, in seconds: twice the film, at least four hours, so that a pause over dinner survives. */
export const tokenLifeSeconds = (durationSeconds: number) => Math.max(Math.ceil(durationSeconds * 2), 4 * 3600)

/** The longest life any token may have (a 12 hour film): after it, a denial has nothing left to end. */
export const longestTokenLifeSeconds = tokenLifeSeconds(12 * 3600)
