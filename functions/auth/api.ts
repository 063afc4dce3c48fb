import { createHash } from 'node:crypto'
import { api } from '../platform/api.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { authContract } from './contract.ts'
import { handlers } from './handlers.ts'
import { wire } from './wiring.ts'

/** Guessing is counted by the address that is guessed at, too, known or not; its hash suffices. */
const accountIn = (body: unknown) => {
  const { email } = (body ?? {}) as { email?: string }
  return email === undefined ? null : `mail:${createHash('sha256').update(email).digest('base64url')}`
}

export const handler = api(authContract, handlers(wire()), { platform: platformFromEnv(), accountIn })
