/** Opaque, signed page markers: what a list continues from, which a client can neither read into nor forge. */
import { createHmac } from 'node:crypto'
import { equalInConstantTime } from './constant-time.ts'
import { requiredEnv } from './env.ts'
import { platformErrors } from './errors.ts'
import { secretOf, type KeyedSecret, type Secret } from './secrets.ts'

export interface Cursors {
  /** `scope` names the list with its filters; a cursor opens in no other. */
  signCursor(value: unknown, scope: string): Promise<string>
  /** Throws `cursor_invalid`. */
  openCursor<T>(text: string, scope: string): Promise<T>
}

/** The cursor key is derived, so that a cursor never exercises the origin secret itself. */
const signature = (payload: string, scope: string, { secret }: KeyedSecret) =>
  createHmac('sha256', createHmac('sha256', secret).update('playhouse cursors v1').digest()).update(`${scope}\u0000${payload}`).digest().subarray(0, 16).toString('base64url')

export function cursorsWith(secret: Secret): Cursors {
  const isSigned = async (payload: string, given: string, scope: string) =>
    (await secret.accepted()).some(key => equalInConstantTime(signature(payload, scope, key), given))
  return {
    async signCursor(value, scope) {
      const payload = Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${payload}.${signature(payload, scope, await secret.current())}`
    },
    async openCursor<T>(text: string, scope: string) {
      const [payload = '', given = '', ...more] = text.split('.')
      if (more.length > 0 || !await isSigned(payload, given, scope)) throw platformErrors.cursor_invalid()
      return JSON.parse(Buffer.from(payload, 'base64url').toString()) as T
    },
  }
}

let ours: Cursors | undefined
const fromEnv = () => ours ??= cursorsWith(originSecret())

let origin: Secret | undefined
/** The origin secret of this stage, one per instance. */
export const originSecret = (): Secret => origin ??= secretOf(requiredEnv('ORIGIN_SECRET_ARN'))

/** Signs with a key derived from this stage's origin secret. */
export const signCursor: Cursors['signCursor'] = (value, scope) => fromEnv().signCursor(value, scope)
export const openCursor: Cursors['openCursor'] = (text, scope) => fromEnv().openCursor(text, scope)
