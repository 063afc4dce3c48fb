/** A user pool: its people, their sessions, and where they are kept. Every change ends in `save()`. */
import type { JWK } from 'jose'
import type { Cloud, State } from '../plugin.ts'
import type { Client } from './client-configuration.ts'
import type { PoolConfiguration } from './pool-configuration.ts'
import type { SigningKey } from './signing-key.ts'

/** What is kept between starts. */
export interface PoolState {
  readonly createdAt: string
  /** Null until the pool is first opened. */
  signingKey: { readonly kid: string; readonly privateJwk: JWK } | null
  /** By username. */
  users: Record<string, UserRecord>
  /** By the session's id, `origin_jti` in its tokens. */
  sessions: Record<string, SessionRecord>
  /** When somebody used up a limited action, in epoch milliseconds; see limits.ts. */
  attempts: Record<string, number[]>
  /** Failed sign-ins by name; see sign-in-lock.ts. */
  locks: Record<string, { failures: number; lockedUntil: number; lastAt: number }>
}
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED'
export interface UserRecord {
  readonly username: string
  /** `sub` among them. */
  attributes: Record<string, string>
  passwordHash: string | null
  status: UserStatus
  enabled: boolean
  groups: string[]
  /** At most one live code per purpose: a new one voids the old. */
  codes: { [purpose in CodePurpose]?: Code }
  /** An address that waits for its code (AttributesRequireVerificationBeforeUpdate). */
  pendingEmail?: string
  /** When a temporary password ends. */
  temporaryUntil?: string
  readonly createdAt: string
  modifiedAt: string
}
export type CodePurpose = 'confirm' | 'recover' | 'verifyEmail'
export interface Code { readonly digits: string; readonly expiresAt: string }
export interface SessionRecord {
  readonly username: string
  readonly clientId: string
  readonly signedInAt: string
  /** Rotation does not lengthen a session: a replacement ends when the first token would have. */
  readonly expiresAt: string
  revoked: boolean
  /** SHA-256 of each refresh token, with the time it was replaced. */
  refreshTokens: { digest: string; rotatedAt?: string }[]
}
export interface Group { readonly name: string; readonly properties: Record<string, unknown>; readonly createdAt: string }

/** One pool, as its operations see it. */
export class Pool {
  readonly id: string
  readonly configuration: PoolConfiguration
  readonly signingKey: SigningKey
  readonly cloud: Cloud
  readonly clients = new Map<string, Client>()
  readonly groups = new Map<string, Group>()
  readonly #state: State<PoolState>
  /** Folded mail address → username. */
  readonly #byEmail = new Map<string, string>()

  constructor(parts: { id: string; configuration: PoolConfiguration; signingKey: SigningKey; state: State<PoolState>; cloud: Cloud }) {
    this.id = parts.id
    this.configuration = parts.configuration
    this.signingKey = parts.signingKey
    this.cloud = parts.cloud
    this.#state = parts.state
    for (const user of Object.values(this.state.users)) this.#index(user)
  }

  get state(): PoolState { return this.#state.value }
  get arn(): string { return `arn:aws:cognito-idp:${this.cloud.region}:${this.cloud.account}:userpool/${this.id}` }
  /** Also the JWT issuer. */
  get issuer(): string { return `${this.cloud.endpoint}/cognito/${this.id}` }
  get users(): UserRecord[] { return Object.values(this.state.users) }
  now(): Date { return this.cloud.now() }

  /** Two spellings of one name: the same text here when case does not matter. */
  fold(name: string): string {
    return this.configuration.caseSensitive ? name : name.toLowerCase()
  }

  /** A user by username, sub or, where people sign in by it, mail address. */
  find(name: string): UserRecord | undefined {
    const folded = this.fold(name)
    const byMail = this.configuration.signInBy === 'email' ? this.#byEmail.get(folded) : undefined
    const username = byMail ?? folded
    return Object.hasOwn(this.state.users, username) ? this.state.users[username] : undefined
  }

  add(user: UserRecord): void {
    this.state.users[user.username] = user
    this.#index(user)
    this.save()
  }

  remove(user: UserRecord): void {
    delete this.state.users[user.username]
    this.#byEmail.delete(this.fold(user.attributes.email ?? ''))
    for (const [id, session] of Object.entries(this.state.sessions)) if (session.username === user.username) delete this.state.sessions[id]
    this.save()
  }

  /** Changes a user, keeps the index true, and stamps the time. */
  change(user: UserRecord, change: (user: UserRecord) => void): void {
    this.#byEmail.delete(this.fold(user.attributes.email ?? ''))
    change(user)
    this.#index(user)
    user.modifiedAt = this.now().toISOString()
    this.save()
  }

  save(): void { this.#state.save() }
  /** Resolves when everything saved so far would survive a crash. */
  flush(): Promise<void> { return this.#state.flush() }

  #index(user: UserRecord): void {
    if (user.attributes.email) this.#byEmail.set(this.fold(user.attributes.email), user.username)
  }
}
