/** Accounts in the platform table: `USER#<id>` / `USER`. Every write counts the version up, so that consumers of its events can drop older ones. */
import { Entity } from 'dynamodb-toolbox/entity'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { $add, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { audited, type AuditNote } from '../platform/audit.ts'
import { isConditionalFailure, retryOnConflict } from '../platform/conditional.ts'
import type { Role } from '../platform/contract.ts'
import { directoryAttributes, emailKeys, nameKeys } from '../platform/directory.ts'
import { platformErrors } from '../platform/errors.ts'
import { noticed, type Notice, type NoticeKind } from '../platform/notice.ts'
import { principalAttributes, principalKey, settlingAttributes } from '../platform/principal.ts'
import { platformTable, stamped } from '../platform/tables.ts'
import type { Account, Preferences } from './user.ts'

export const UserEntity = new Entity({
  name: 'User',
  table: platformTable,
  timestamps: false,
  schema: item({
    ...principalAttributes,
    ...settlingAttributes,
    ...directoryAttributes,
    bio: string(),
    // Never anything but null. Nothing reads it any more; the release before this one must find it while it is being replaced.
    avatarUrl: any().castAs<null>().optional(),
    face: any().castAs<string | null>().optional(),
    /** When they were last told that somebody signed up with their address. */
    toldOfSignUpAt: string().optional(),
    preferences: any().castAs<Preferences>(),
    gsi1pk: string().optional().hidden(), gsi1sk: string().optional().hidden(),
    ...stamped(),
  }),
  computeKey: ({ id }: { id: string }) => principalKey(id),
})

/** What ends all sessions of somebody, and what they are told of it. */
const toldOf = { 'user.signed_out_everywhere': null, 'user.password_changed': 'password_changed', 'user.password_reset': 'password_recovered' } as const satisfies Record<string, NoticeKind | null>
export type SessionsEnd = keyof typeof toldOf

export interface ProfileChange { readonly displayName: string; readonly bio: string; readonly preferences: Preferences }

export interface UserStore {
  find(id: string): Promise<Account | null>
  /** Keeps what is there: creating twice is harmless. Answers the account that now stands. */
  createIfAbsent(account: Account): Promise<Account>
  /** Takes over what an operator changed in the pool, and writes it down. Answers the account as it stands, also when somebody else was faster. */
  takeOverRoles(account: Account, roles: readonly Role[], now: Date): Promise<Account>
  /** Refuses all tokens issued before that second; the trail calls it `action`. Nothing happens to an account that does not exist yet. */
  refuseTokensBefore(somebody: Pick<Account, 'id' | 'email'>, second: number, action: SessionsEnd, now: Date): Promise<void>
  /** Tells whoever has this account that somebody signed up with its address; once a day at most, so that nobody can be pestered by it. */
  tellOfSignUp(somebody: Pick<Account, 'id' | 'email'>, now: Date): Promise<void>
  /** Takes over a confirmed address from the pool, and tells the former one. Answers the account as it stands, also when somebody else was faster. */
  takeOverEmail(account: Account, email: string, now: Date): Promise<Account>
  /** Throws `version_changed` when `ifMatch` names another version than the account's. */
  changeProfile(id: string, change: ProfileChange, ifMatch: number | null, now: Date): Promise<Account>
}

const dayMs = 24 * 3_600_000
const exists = { attr: 'id', exists: true } as const

export function userStore(): UserStore {
  const find = async (id: string) =>
    ((await UserEntity.build(GetItemCommand).key({ id }).options({ consistent: true }).send()).Item as Account | undefined) ?? null

  /** What the pool knows better, with its entry in the trail. */
  async function takeOver(account: Account, news: { roles?: readonly Role[]; email?: string }, keys: object, note: AuditNote, now: Date, notice?: Notice): Promise<Account> {
    const { id, version } = account
    const { roles, ...rest } = news
    try {
      await retryOnConflict(() => execute(
        UserEntity.build(UpdateTransaction).item({ id, ...rest, ...keys, ...(roles ? { roles: $set([...roles]) } : {}), version: version + 1, updatedAt: now.toISOString() }).options({ condition: { attr: 'version', eq: version } }),
        audited(note, now),
        ...(notice ? [noticed(notice, now)] : []),
      ))
      return { ...account, ...news, version: version + 1 }
    } catch (problem) {
      if (!isConditionalFailure(problem, 0)) throw problem
      return (await find(id)) ?? account
    }
  }

  return {
    find,
    async createIfAbsent(account) {
      try {
        await UserEntity.build(PutItemCommand).item({ ...account, avatarUrl: null, roles: [...account.roles], ...emailKeys(account.email), ...nameKeys(account.displayName, account.id) }).options({ condition: { attr: 'id', exists: false } }).send()
        return account
      } catch (problem) {
        if (!isConditionalFailure(problem)) throw problem
        return (await find(account.id))!
      }
    },
    takeOverRoles: (account, roles, now) =>
      takeOver(account, { roles }, {}, { actor: 'pool', action: 'user.roles_changed', subject: account.id, reason: '', before: { roles: [...account.roles] }, after: { roles: [...roles] } }, now),
    async refuseTokensBefore({ id, email }, second, action, now) {
      const kind = toldOf[action]
      try {
        await retryOnConflict(() => execute(
          UserEntity.build(UpdateTransaction).item({ id, notBefore: second, version: $add(1), updatedAt: now.toISOString() }).options({ condition: exists }),
          audited({ actor: id, action, subject: id, reason: '', before: {}, after: { notBefore: second } }, now),
          ...(kind ? [noticed({ kind, to: email }, now)] : []),
        ))
      } catch (problem) {
        if (!isConditionalFailure(problem, 0)) throw problem
      }
    },
    async tellOfSignUp({ id, email }, now) {
      const aDayAgo = new Date(now.getTime() - dayMs).toISOString()
      try {
        await retryOnConflict(() => execute(
          UserEntity.build(UpdateTransaction).item({ id, toldOfSignUpAt: now.toISOString() }).options({ condition: { and: [exists, { or: [{ attr: 'toldOfSignUpAt', exists: false }, { attr: 'toldOfSignUpAt', lt: aDayAgo }] }] } }),
          noticed({ kind: 'signed_up_again', to: email }, now),
        ))
      } catch (problem) {
        if (!isConditionalFailure(problem, 0)) throw problem
      }
    },
    // The trail outlives the person: it says that the address changed, not from what to what.
    takeOverEmail: (account, email, now) => (email === account.email ? Promise.resolve(account)
      : takeOver(account, { email }, emailKeys(email), { actor: account.id, action: 'user.email_changed', subject: account.id, reason: '', before: {}, after: {} }, now, { kind: 'address_changed', to: account.email })),
    async changeProfile(id, { displayName, bio, preferences }, ifMatch, now) {
      try {
        const { Attributes } = await UserEntity.build(UpdateItemCommand)
          .item({ id, displayName, ...nameKeys(displayName, id), bio, preferences, version: $add(1), updatedAt: now.toISOString() })
          .options({ condition: ifMatch === null ? exists : { attr: 'version', eq: ifMatch }, returnValues: 'ALL_NEW' }).send()
        return Attributes as Account
      } catch (problem) {
        if (isConditionalFailure(problem)) throw platformErrors.version_changed({ cause: problem })
        throw problem
      }
    },
  }
}
