/**
 * How a domain fails: each failure has a stable code for programs and a sentence for people, declared once
 * in its errors.ts. The cause is kept for the log and never sent.
 */
export interface ErrorSpec {
  readonly status: number
  readonly title: string
  /** The sentence a caller sees unless the thrower has a better one. */
  readonly detail: string
  /** When it happens, for whoever reads errors.ts. */
  readonly when?: string
}
export interface FieldError { readonly path: string; readonly message: string }
export interface ErrorDetails {
  readonly cause?: unknown
  readonly detail?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Whole Set-Cookie values. */
  readonly cookies?: readonly string[]
  readonly fields?: readonly FieldError[]
}

/** A failure that a caller may see. Everything else is our `internal`. */
export class DomainError extends Error {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly fields: readonly FieldError[] | undefined

  constructor(code: string, spec: ErrorSpec, { cause, detail, headers = {}, cookies = [], fields }: ErrorDetails = {}) {
    super(detail ?? spec.detail, cause === undefined ? undefined : { cause })
    this.name = 'DomainError'
    this.code = code
    this.status = spec.status
    this.title = spec.title
    this.headers = headers
    this.cookies = cookies
    this.fields = fields
  }
}

export type ErrorFactories<S> = { readonly [Code in keyof S]: (details?: ErrorDetails) => DomainError }

/**
 * Factories by code.
 * @example
 * export const errors = defineErrors({ video_not_found: { status: 404, title: 'No such film', detail: 'There is no film here, or it is private.' } })
 * throw errors.video_not_found()
 */
export function defineErrors<const S extends Record<string, ErrorSpec>>(specs: S): ErrorFactories<S> {
  const factories = Object.entries(specs).map(([code, spec]) => [code, (details?: ErrorDetails) => new DomainError(code, spec, details)])
  return Object.fromEntries(factories) as ErrorFactories<S>
}

/** Whether this is the domain failure of that code. */
export const isDomainError = (problem: unknown, code?: string): problem is DomainError =>
  problem instanceof DomainError && (code === undefined || problem.code === code)

/** What any route may answer, whatever its domain. */
export const platformErrorSpecs = {
  invalid_input: { status: 400, title: 'Something in the request is not right', detail: 'Look at the fields named in errors and try again.' },
  body_not_json: { status: 400, title: 'The body is not JSON', detail: 'Send a JSON object as the body.' },
  cursor_invalid: { status: 400, title: 'The cursor is not ours', detail: 'Start from the first page: leave the cursor out.', when: 'A cursor was changed, belongs to another list, or is older than two rotations of its key.' },
  not_signed_in: { status: 401, title: 'Sign in first', detail: 'This needs a signed-in person.' },
  token_invalid: { status: 401, title: 'The sign-in has ended', detail: 'The access token is not valid any more. Refresh it or sign in again.' },
  not_through_the_front_door: { status: 403, title: 'Not this way', detail: 'Use the address of the site.', when: 'A request reached the API past CloudFront.' },
  foreign_origin: { status: 403, title: 'Not from this page', detail: 'This may only be called from our own pages.', when: 'A browser sent another Origin to a route that works with cookies.' },
  suspended: { status: 403, title: 'This account is suspended', detail: 'Write to support to learn more.' },
  role_missing: { status: 403, title: 'Not your role', detail: 'Your account does not have the role this needs.' },
  not_found: { status: 404, title: 'Nothing here', detail: 'There is no such address in this API.' },
  method_not_allowed: { status: 405, title: 'Not like this', detail: 'This address does not take that method.' },
  idempotency_conflict: { status: 409, title: 'That key was used for something else', detail: 'Use a new Idempotency-Key for a different request.' },
  still_running: { status: 409, title: 'Still at it', detail: 'The first request with this Idempotency-Key is still running. Try again in a moment.' },
  version_changed: { status: 412, title: 'Somebody was faster', detail: 'This has changed since you read it. Read it again, then repeat your change.' },
  body_too_large: { status: 413, title: 'Too much at once', detail: 'A body may have up to 256 KB.' },
  content_type_not_json: { status: 415, title: 'Not JSON', detail: 'Send the body with the header content-type: application/json.' },
  content_type_not_bytes: { status: 415, title: 'Not a file', detail: 'Send the file as it is, with its content-type.' },
  version_required: { status: 428, title: 'Which version?', detail: 'Send If-Match with the version you read.' },
  too_many_requests: { status: 429, title: 'Too fast', detail: 'That was too much in one minute. Wait a little, then try again.' },
  internal: { status: 500, title: 'We made a mistake', detail: 'Something went wrong on our side. It has been noted; give us the requestId if you write to us.' },
  try_again: { status: 503, title: 'Not right now', detail: 'This could not be finished now. Try again in a moment.' },
} satisfies Record<string, ErrorSpec>
export const platformErrors = defineErrors(platformErrorSpecs)
