/** The beginning and the end of an erasure; platform/erasure.ts has what lies between. */
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { audited } from '../platform/audit.ts'
import { isConditionalFailure, retryOnConflict } from '../platform/conditional.ts'
import { callAgainAt, ErasureEntity, erasures, type Erasure } from '../platform/erasure.ts'
import { platformErrors } from '../platform/errors.ts'
import { noticed, type Notice } from '../platform/notice.ts'
import { unsettledKeys } from '../platform/principal.ts'
import { platformTable } from '../platform/tables.ts'
import type { Account } from './user.ts'
import { UserEntity } from './user-store.ts'

export const erasureStore = {
  /** Shuts the account and opens the erasure, together. Throws `version_changed` when the account has changed meanwhile. */
  async request({ id, version }: Account, second: number, now: Date): Promise<void> {
    const at = now.toISOString()
    try {
      await retryOnConflict(() => execute(
        UserEntity.build(UpdateTransaction)
          .item({ id, status: 'suspended', leaving: true, notBefore: second, version: version + 1, updatedAt: at, unsettledSince: at, ...unsettledKeys(id, now) })
          .options({ condition: { attr: 'version', eq: version } }),
        ErasureEntity.build(PutTransaction).item({ id, stage: 'films', round: 1, requestedAt: at, version: 1, ...callAgainAt(id, now) }).options({ condition: { attr: 'id', exists: false } }),
        audited({ actor: id, action: 'user.erasure_requested', subject: id, reason: '', before: {}, after: {} }, now),
      ))
    } catch (problem) {
      if (isConditionalFailure(problem, 0)) throw platformErrors.version_changed({ cause: problem })
      if (!isConditionalFailure(problem, 1)) throw problem
    }
  },

  async find(id: string): Promise<Erasure | null> {
    return (await ErasureEntity.build(GetItemCommand).key({ id }).options({ consistent: true }).send()).Item ?? null
  },

  /** Those whose domain has not answered in time, the longest waiting first. */
  async overdue(now: Date, limit: number): Promise<Erasure[]> {
    const { Items = [] } = await platformTable.build(QueryCommand)
      .query({ index: 'gsi2', partition: erasures, range: { lte: `${now.toISOString()}~` } }).entities(ErasureEntity).options({ limit }).send()
    return Items
  },

  /** The account and the erasure itself go; the trail keeps the id, and the notice the address for a last mail. Harmless when done. */
  async complete(id: string, notice: Notice | null, now: Date): Promise<void> {
    try {
      await retryOnConflict(() => execute(
        UserEntity.build(DeleteTransaction).key({ id }),
        ErasureEntity.build(DeleteTransaction).key({ id }).options({ condition: { attr: 'stage', eq: 'account' } }),
        audited({ actor: 'house', action: 'user.erased', subject: id, reason: '', before: {}, after: {} }, now),
        ...(notice ? [noticed(notice, now)] : []),
      ))
    } catch (problem) {
      if (!isConditionalFailure(problem, 1)) throw problem
    }
  },
}
export type ErasureStore = typeof erasureStore
