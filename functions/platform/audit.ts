/**
 * The trail of every staff action and every change of access: who, what, why, before, after. An entry is put in the
 * same transaction as the change it tells of, and nothing ever changes or removes one. People appear by their opaque
 * id alone, so that the trail can stay when a person is erased. functions/audit reads it.
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { newId } from './ids.ts'
import { currentRequestId } from './log.ts'
import { platformTable } from './tables.ts'

export interface AuditNote {
  /** A person's id, or who acts when no person does: `pool` (an operator in Cognito), `house` (we ourselves). */
  readonly actor: string
  /** `<noun>.<what happened>`, e.g. `user.suspended`. */
  readonly action: string
  /** Id of what it is about: a person, a film, a channel. */
  readonly subject: string
  /** Why, in the actor's own words; empty where nobody was asked. */
  readonly reason: string
  /** Only what changed, and nothing that names or reaches a person. */
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}
export interface AuditItem extends AuditNote { readonly id: string; readonly at: string; readonly requestId: string }

/** | index | partition | answers (sorted by id, which is by time) |
 *  |---|---|---|
 *  | gsi1 | `AUDIT#OF#<subject>` | what happened to somebody or something |
 *  | gsi2 | `AUDIT#BY#<actor>` | what somebody did |
 *  | gsi3 | `AUDIT` | everything |
 */
export const AuditEntity = new Entity({
  name: 'Audit',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), at: string(), actor: string(), action: string(), subject: string(), reason: string(), requestId: string(),
    before: any().castAs<AuditNote['before']>(), after: any().castAs<AuditNote['after']>(),
    gsi1pk: string().hidden(), gsi1sk: string().hidden(), gsi2pk: string().hidden(), gsi2sk: string().hidden(), gsi3pk: string().hidden(), gsi3sk: string().hidden(),
  }),
  computeKey: ({ id }: { id: string }) => ({ pk: `AUDIT#${id}`, sk: 'AUDIT' }),
})

/** The entry as one action of a transaction. @example execute(UserEntity.build(UpdateTransaction)…, audited(note, now)) */
export function audited(note: AuditNote, now: Date) {
  const id = newId('aud', { now })
  return AuditEntity.build(PutTransaction)
    .item({
      ...note, id, at: now.toISOString(), requestId: currentRequestId(),
      gsi1pk: `AUDIT#OF#${note.subject}`, gsi1sk: id, gsi2pk: `AUDIT#BY#${note.actor}`, gsi2sk: id, gsi3pk: 'AUDIT', gsi3sk: id,
    })
    .options({ condition: { attr: 'id', exists: false } })
}
