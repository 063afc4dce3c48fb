/**
 * The words a contract is written in. A domain's `contract.ts` declares every route and event once;
 * the router, the validation, docs/openapi.json, the web's client and the tests' client all read it.
 * This file and a contract know zod and nothing else.
 */
import * as z from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Role = 'viewer' | 'creator' | 'moderator' | 'support' | 'editor' | 'admin'

/**
 * Who may call a route. `anyone`: a token is optional, but a bad one is refused. `member`: a signed-in,
 * active person. A list of roles: a member who holds at least one of them. What a person may do to a
 * certain thing (its owner, say) is decided by the domain.
 */
export type Who = 'anyone' | 'member' | readonly Role[]

/**
 * How often one caller may use a route, in calls per minute. The stage may scale all buckets.
 * `standard` 100 · `strict` 10, counted exactly (sign-in, codes) · `busy` 600 (upload parts, heartbeats).
 */
export type RateBucket = 'standard' | 'strict' | 'busy'

type Schema = z.ZodType
type Out<S> = S extends Schema ? z.output<S> : undefined
type In<S> = S extends Schema ? z.input<S> : undefined

export interface RouteShape {
  readonly method: Method
  /** Below /api, parameters in braces: `/videos/{id}`. */
  readonly path: string
  readonly who: Who
  readonly rate?: RateBucket
  /** One sentence for the docs. */
  readonly summary: string
  readonly params?: Schema
  readonly query?: Schema
  readonly body?: Schema
  /** The body is a file as it is, instead of JSON: how many bytes at most, and by which content types (never text/*, JSON, JavaScript or XML). */
  readonly bytes?: { readonly most: number; readonly types: readonly string[] }
  /** How large a body may be where the usual 256 KB are too little. */
  readonly maxBodyBytes?: number
  /** Success replies by status; `null` is an empty body. The first one is the usual answer. */
  readonly replies: Readonly<Record<number, Schema | null>>
  /** Codes of the domain's errors.ts that this route may answer, besides the platform's own. */
  readonly errors?: readonly string[]
  /** `'optional'` or `'required'` where PUT replaces a versioned thing. */
  readonly ifMatch?: 'optional' | 'required'
  /** Takes `Idempotency-Key`: the same key within a day gets the first answer again. */
  readonly idempotent?: boolean
  /** Paths under which older clients know this route (`METHOD /path`). */
  readonly aliases?: readonly `${Method} /${string}`[]
  /** Cookies and CSRF: a browser may call it only from our own origin. */
  readonly ownOriginOnly?: boolean
}

/** Declares a route; only pins its types. */
export const route = <const R extends RouteShape>(shape: R): R => shape

export interface EventShape {
  /** The entity (`entity` attribute of the platform table's items) whose change becomes this event. */
  readonly entity: string
  /** `written` is created or changed. */
  readonly when: 'created' | 'changed' | 'removed' | 'written'
  /** The declared fields, taken from the item. An event leaves only when one of them has changed. */
  readonly detail: z.ZodObject
}
export const event = <const E extends EventShape>(shape: E): E => shape

export interface ContractShape {
  /** The one word of the domain, as in functions/<domain>. */
  readonly domain: string
  readonly about: string
  readonly routes: Readonly<Record<string, RouteShape>>
  /** By detail-type on the bus, e.g. `channel.changed`. The bus source is `playhouse.<domain>`. */
  readonly events?: Readonly<Record<string, EventShape>>
}
export const contract = <const C extends ContractShape>(shape: C): C => shape

export type ParamsOf<R> = R extends { params: infer S } ? Out<S> : Record<string, never>
export type QueryOf<R> = R extends { query: infer S } ? Out<S> : Record<string, never>
export type BodyOf<R> = R extends { bytes: object } ? Uint8Array : R extends { body: infer S } ? Out<S> : undefined
/** What a caller sends (before defaults). */
export type BodyIn<R> = R extends { bytes: object } ? Blob | Uint8Array<ArrayBuffer> : R extends { body: infer S } ? In<S> : undefined
export type QueryIn<R> = R extends { query: infer S } ? In<S> : Record<string, never>
/** What a use case must produce for a route: the input side of the reply schemas. */
export type ReplyOf<R extends RouteShape> = { [K in keyof R['replies']]: R['replies'][K] extends Schema ? z.input<R['replies'][K]> : void }[keyof R['replies']]
/** What a caller receives. */
export type ReplyOut<R extends RouteShape> = { [K in keyof R['replies']]: R['replies'][K] extends Schema ? z.output<R['replies'][K]> : undefined }[keyof R['replies']]

// ---- pieces that every contract shares ---------------------------------------------------------

/** An id that carries its kind: `vid_` plus 26 characters, time-ordered (see platform/ids.ts). */
export const id = (kind: string) => z.string().regex(new RegExp(`^${kind}_[0-9a-zA-Z]{20,40}$`), `This is not an id of the kind "${kind}_…".`).meta({ example: `${kind}_01k3v9m2x8q4t7w5z6y1n0p3r2` })

/** A person. Here, and not in auth's contract, so that who only names people does not carry all of auth along. */
export const userId = id('usr')

/** Folded as people are known by it: trimmed, in lower case. */
export const mailAddress = z.email('Enter a mail address, like ana@example.org.').max(254).trim().toLowerCase()

/** A picture that somebody sent (functions/pictures). Here for the same reason. */
export const pictureId = id('pic')
/** Addresses of one picture in two sizes, public and for good: another picture has others. Faces are square, banners five times as wide as high. */
export const sizes = z.object({ small: z.string(), large: z.string() })
export type Sizes = z.output<typeof sizes>

/** ISO 8601 UTC with milliseconds. */
export const instant = z.iso.datetime().meta({ example: '2026-11-20T10:43:00.000Z' })

/** Text a person typed: trimmed, no control characters except line breaks and tabs, of a bounded length in UTF-16 units. */
export const text = (max: number, min = 0) =>
  z.string().trim().min(min).max(max).refine(s => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(s), 'Control characters are not allowed here.')

/** One line of such text. */
export const line = (max: number, min = 1) => text(max, min).refine(s => !/[\r\n\t]/.test(s), 'This must be a single line.')

export const limit = z.coerce.number().int().min(1).max(100).default(24)
export const cursor = z.string().max(2048).optional()
/** `{items, nextCursor}`; nextCursor is null on the last page. */
export const page = <S extends Schema>(item: S) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** RFC 9457 problem+json, the body of every error. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Stable, for programs. */
  code: z.string(),
  /** A sentence a person can act on. */
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.output<typeof problem>
