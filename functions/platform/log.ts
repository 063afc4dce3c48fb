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

const secretNames = /authorization|password|secret|cookie|token|^code$|^otp$|signature|x-origin-verify/i
/** JSON web tokens and path tokens, wherever they stand in a text. */
const secretTexts = /eyJ[\w-]+\.[\w-]+\.[\w-]+|(?<=\/t\/)[\w~.-]{20,}|(?<=Bearer )\S+|(?<=[?&]X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s]+/g
const hidden = '[redacted]'

/** A copy that may be written down: secrets hidden, errors with their causes, depth and length bounded. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return (value.length > 4000 ? `${value.slice(0, 4000)}…` : value).replace(secretTexts, hidden)
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
