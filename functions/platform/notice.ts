/**
 * What somebody is told by mail about their own account. A notice is put in the same transaction as the change it tells
 * of, to the address that counted then, and stands until its mail has been sent: functions/notices does that.
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { newId } from './ids.ts'
import { platformTable } from './tables.ts'

/** Each has its words in lib/mail/templates.ts. */
export const noticeKinds = ['signed_up_again', 'password_changed', 'password_recovered', 'address_changed', 'suspended', 'reinstated', 'erased'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export interface Notice {
  readonly kind: NoticeKind
  /** An address. */
  readonly to: string
  /** For `suspended`: why, in the words of whoever decided it. */
  readonly reason?: string
}

/** gsi1 `NOTICES` holds all of them, by when each is to be tried (next). */
export const NoticeEntity = new Entity({
  name: 'Notice',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), kind: string().enum(...noticeKinds), to: string(), reason: string().optional(), at: string(),
    /** How often it was tried. */
    tries: number(),
    gsi1pk: string().hidden(), gsi1sk: string().hidden(),
  }),
  computeKey: ({ id }: { id: string }) => ({ pk: `NOTICE#${id}`, sk: 'NOTICE' }),
})
export const waitingNotices = 'NOTICES'
export const dueAt = (id: string, at: Date) => ({ gsi1pk: waitingNotices, gsi1sk: `${at.toISOString()}#${id}` })

/** The notice as one action of a transaction. @example execute(UserEntity.build(UpdateTransaction)…, audited(note, now), noticed(notice, now)) */
export function noticed(notice: Notice, now: Date) {
  const id = newId('ntc', { now })
  return NoticeEntity.build(PutTransaction).item({ ...notice, id, at: now.toISOString(), tries: 0, ...dueAt(id, now) }).options({ condition: { attr: 'id', exists: false } })
}
