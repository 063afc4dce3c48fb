/** Password policy and hashes. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { invalidParameter, invalidPassword } from './errors.ts'
import type { PasswordPolicy } from './pool-configuration.ts'

/** Enough for a development tool: about 10 ms, so that a test suite's hundred sign-ins stay cheap. */
const cost = 2 ** 12

/** Throws what Cognito throws for a password that the pool's policy refuses. */
export function requirePolicy(password: string, policy: PasswordPolicy): void {
  if (!/^\S+.*\S+$/s.test(password) || password.length > 256)
    throw invalidParameter(String.raw`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$`)
  const broken = brokenRule(password, policy)
  if (broken) throw invalidPassword(`Password did not conform with policy: ${broken}`)
}

function brokenRule(password: string, policy: PasswordPolicy): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough'
  if (policy.uppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters'
  if (policy.lowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters'
  if (policy.numbers && !/[0-9]/.test(password)) return 'Password must have numeric characters'
  if (policy.symbols && !/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/.test(password)) return 'Password must have symbol characters'
  return undefined
}

/** `salt.hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`
}

/**
 * Whether the password is the one that was hashed. Without a hash (nobody by that name, no password yet) the
 * same work is done on a stand-in and the answer is no: neither the reply nor its time tells who exists.
 */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const [salt, expected] = (hash ?? standIn).split('.').map(part => Buffer.from(part, 'base64url')) as [Buffer, Buffer]
  return timingSafeEqual(await derive(password, salt), expected) && Boolean(hash)
}

const standIn = `${randomBytes(16).toString('base64url')}.${randomBytes(32).toString('base64url')}`

const derive = (password: string, salt: Buffer) => new Promise<Buffer>((resolve, reject) =>
  scrypt(password, salt, 32, { N: cost }, (error, key) => error ? reject(error) : resolve(key)))
