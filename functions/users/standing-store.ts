/**
 * The part of the User item that staff decide, beside functions/auth, which writes the rest. A change, its audit
 * entry and the proof that the actor still is an admin are one transaction.
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { $add, $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { audited, type AuditNote } from '../platform/audit.ts'
import { isConditionalFailure, retryOnConflict, type RetryEffects } from '../platform/conditional.ts'
import { directories, directoryAttributes, folded } from '../platform/directory.ts'
import { platformErrors } from '../platform/errors.ts'
import { noticed } from '../platform/notice.ts'
import { PrincipalEntity, principalAttributes, principalKey, settlingAttributes, unsettledKeys, type PrincipalItem } from '../platform/principal.ts'
import { platformTable, stamped } from '../platform/tables.ts'
import type { Standing } from './standing.ts'

/** gsi1 `USERS#UNSETTLED` holds those whose standing the user pool and the edge have yet to follow, the longest waiting first. */
const MemberEntity = new Entity({
  name: 'User',
  table: platformTable,
  timestamps: false,
  schema: item({ ...principalAttributes, ...settlingAttributes, ...stamped(), ...directoryAttributes, gsi1pk: string().optional().hidden(), gsi1sk: string().optional().hidden() }),
  computeKey: ({ id }: { id: string }) => principalKey(id),
})

export interface Member extends PrincipalItem {
  readonly version: number
  readonly createdAt: string
  /** When staff last changed the standing, until the pool and the edge have followed for good. */
  readonly unsettledSince?: string
  readonly filmsBehind?: number
  readonly leaving?: boolean
}
export interface MemberPage { readonly items: readonly Member[]; readonly next: Record<string, unknown> | null }
export interface PageQuery { readonly limit: number; readonly after?: Record<string, unknown> }

/** Thrown when the person changed between reading and writing. */
export class Stale extends Error {}

const active = { attr: 'status', eq: 'active' } as const
const admin = { attr: 'roles', contains: 'admin' } as const

export function standingStore(retries: RetryEffects = {}) {
  return {
    async find(id: string): Promise<Member | null> {
      return ((await MemberEntity.build(GetItemCommand).key({ id }).options({ consistent: true }).send()).Item as Member | undefined) ?? null
    },

    /**
     * Writes the new standing on behalf of an admin; of their status the person is told. Throws Stale when the person has changed since, and
     * `role_missing` when the actor is no admin any more: so of two who demote each other, one stays.
     */
    async change(before: Member, { status, roles }: Standing, note: AuditNote, now: Date): Promise<Member> {
      const at = now.toISOString()
      const version = before.version + 1
      const changed = { status, version, updatedAt: at, unsettledSince: at, ...(status === before.status ? {} : { filmsBehind: version }) }
      const unchanged = { attr: 'version', eq: before.version } as const
      const onSelf = note.actor === before.id
      const told = status === before.status ? [] : [noticed(status === 'suspended' ? { kind: 'suspended', to: before.email, reason: note.reason } : { kind: 'reinstated', to: before.email }, now)]
      const write = MemberEntity.build(UpdateTransaction)
        .item({ id: before.id, ...changed, roles: $set([...roles]), ...unsettledKeys(before.id, now) })
        .options({ condition: onSelf ? { and: [unchanged, active, admin] } : unchanged })
      try {
        // One item may stand in a transaction once: whoever changes themself is checked by the write itself.
        if (onSelf) await retryOnConflict(() => execute(write, audited(note, now), ...told), retries)
        else await retryOnConflict(() => execute(write, audited(note, now), PrincipalEntity.build(ConditionCheck).key({ id: note.actor }).condition({ and: [active, admin] }), ...told), retries)
      } catch (problem) {
        if (isConditionalFailure(problem, 2)) throw platformErrors.role_missing({ cause: problem })
        if (isConditionalFailure(problem, 0)) throw new Stale(`${before.id} changed meanwhile.`, { cause: problem })
        throw problem
      }
      return { ...before, ...changed, roles }
    },

    /** People whose standing changed up to that instant and is not settled. */
    async unsettledUpTo(at: Date, limit: number): Promise<Member[]> {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: 'USERS#UNSETTLED', range: { lte: `${at.toISOString()}~` } }).entities(MemberEntity).options({ limit }).send()
      return Items as Member[]
    },

    /** Calls whoever has yet to follow the standing once more; nothing happens when all have, or it has changed again. */
    async tellAgain({ id, filmsBehind }: Member): Promise<void> {
      try {
        await MemberEntity.build(UpdateItemCommand).item({ id, toldAgain: $add(1) }).options({ condition: { attr: 'filmsBehind', eq: filmsBehind! } }).send()
      } catch (problem) {
        if (!isConditionalFailure(problem)) throw problem
      }
    },

    /** Nothing happens when the standing has changed again. `second`: groups in tokens up to then say nothing. */
    async settle({ id, unsettledSince }: Member, second: number): Promise<void> {
      try {
        await MemberEntity.build(UpdateItemCommand).item({ id, settledAt: second, unsettledSince: $remove(), gsi1pk: $remove(), gsi1sk: $remove() })
          .options({ condition: { attr: 'unsettledSince', eq: unsettledSince! } }).send()
      } catch (problem) {
        if (!isConditionalFailure(problem)) throw problem
      }
    },

    /** One page of a directory; `beginning` as typed. */
    async page(directory: keyof typeof directories, beginning: string, { limit, after }: PageQuery): Promise<MemberPage> {
      const { index, partition } = directories[directory]
      const range = beginning === '' ? {} : { range: { beginsWith: directory === 'name' ? folded(beginning) : beginning.toLowerCase() } }
      const { Items = [], LastEvaluatedKey } = await platformTable.build(QueryCommand)
        .query({ index, partition, ...range }).entities(MemberEntity).options({ limit, exclusiveStartKey: after }).send()
      return { items: Items as Member[], next: LastEvaluatedKey ?? null }
    },
  }
}
export type StandingStore = ReturnType<typeof standingStore>
