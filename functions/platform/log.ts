/** Structured lines for CloudWatch: one JSON object each, tied to their request, without anybody's secrets. */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface RequestContext { readonly requestId: string; readonly function?: string; /** The request that this work follows from, where it is another's. */ readonly causedBy?: string; [field: string]: unknown }
type Fields = Readonly<Record<string, unknown>>
type Level = 'debug' | 'info' | 'warn' | 'error'

const context = new AsyncLocalStorage<RequestContext>()

/** Everything logged while `run` runs carries these fields. */
export const inRequest = <T>(fields: RequestContext, run: () => T): T => context.run(fields, run)
/** Adds a field to the lines of the running request from here on. */
export function noteInRequest(fields: Fields): void { Object.assign(context.getStore() ?? {}, fields) }
/** The running request's id; empty outside of one. */
export const currentRequestId = (): string => context.getStore()?.requestId ?? ''
/** The request that began it all: the running one's cause, or itself. Undefined outside of one. */
export function currentCause(): string | undefined {
  const { causedBy, requestId } = context.getStore() ?? {}
  return causedBy ?? requestId
}

const secretNames = /authorization|password|secret|cookie|token|^code$|^otp$|signature|^sessionId$|x-origin-verify/i
/** What opens something, wherever it stands in a text. */
const secretTexts = new RegExp([
  // JSON web tokens, those of five parts included, which refresh tokens are.
  /eyJ[\w-]+(?:\.[\w-]*){2,4}/,
  // Path tokens, in an address or alone.
  /(?<=\/t\/)[\w~.-]{20,}/, /[0-9a-z]{1,32}~[\w-]{20,}~[\w-]{20,}/,
  // Ids of viewings, which are their own proof, and what an invitation's link carries.
  /ses_[\w-]{20,}\.[\w-]+/, /(?<![\w-])[\w-]{101}(?![\w-])/,
  /(?<=Bearer )\S+/, /(?<=playhouse_refresh=)[^;\s]+/,
  /(?<=[?&]X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s]+/,
].map(({ source }) => source).join('|'), 'g')
const hidden = '[redacted]'
const longest = 4000

/** Hidden before it is cut: half a secret is recognised by nothing. */
function hiddenIn(text: string): string {
  const safe = text.slice(0, longest * 2).replace(secretTexts, hidden)
  return safe.length > longest || text.length > longest * 2 ? `${safe.slice(0, longest)}…` : safe
}

/** A copy that may be written down: secrets hidden, errors with their causes, depth and length bounded. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hiddenIn(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= 6) return '…'
  if (value instanceof Error) {
    const { name, message, stack, cause } = value
    return redact({ name, message, stack, ...(cause === undefined ? {} : { cause }) }, depth + 1)
  }
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.slice(0, 100).map(item => redact(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, secretNames.test(name) && item != null ? hidden : redact(item, depth + 1)]))
}

let write = (line: string): void => { process.stdout.write(`${line}\n`) }
/** Where lines go; tests listen here. Answers the former writer. */
export function writeLogTo(writer: (line: string) => void): (line: string) => void {
  const former = write
  write = writer
  return former
}

function emit(level: Level, message: string, fields: Fields = {}): void {
  const line = { level, message, timestamp: new Date().toISOString(), function: process.env.AWS_LAMBDA_FUNCTION_NAME, ...context.getStore(), ...fields }
  write(JSON.stringify(redact(line)))
}

export const log = {
  debug(message: string, fields?: Fields) { if (process.env.LOG_LEVEL === 'debug') emit('debug', message, fields) },
  info: (message: string, fields?: Fields) => emit('info', message, fields),
  warn: (message: string, fields?: Fields) => emit('warn', message, fields),
  error: (message: string, fields?: Fields) => emit('error', message, fields),
}
