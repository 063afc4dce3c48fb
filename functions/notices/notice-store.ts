/** Notices that wait for their mail; who is told of something puts one there (platform/notice.ts). */
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure } from '../platform/conditional.ts'
import { dueAt, NoticeEntity, waitingNotices, type Notice } from '../platform/notice.ts'
import { platformTable } from '../platform/tables.ts'

export interface WaitingNotice extends Notice {
  readonly id: string
  /** When it happened. */
  readonly at: string
  readonly tries: number
}

export const noticeStore = {
  /** Those that are due at that instant, the longest waiting first. */
  async due(now: Date, limit: number): Promise<WaitingNotice[]> {
    const { Items = [] } = await platformTable.build(QueryCommand)
      .query({ index: 'gsi1', partition: waitingNotices, range: { lte: `${now.toISOString()}~` } }).entities(NoticeEntity).options({ limit }).send()
    return Items
  },

  /** Takes it on until `again`; of two who try at once one gets it, and nobody one that has been mailed. */
  async take({ id, tries }: WaitingNotice, again: Date): Promise<boolean> {
    try {
      await NoticeEntity.build(UpdateItemCommand).item({ id, tries: $add(1), ...dueAt(id, again) }).options({ condition: { attr: 'tries', eq: tries } }).send()
      return true
    } catch (problem) {
      if (!isConditionalFailure(problem)) throw problem
      return false
    }
  },

  /** The address goes with it. */
  async forget({ id }: WaitingNotice): Promise<void> {
    await NoticeEntity.build(DeleteItemCommand).key({ id }).send()
  },
}
export type NoticeStore = typeof noticeStore
