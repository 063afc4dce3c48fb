/** Invitations under their channel. Open is what is there and has not expired; the table deletes nothing by itself. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck'
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { audited, type AuditNote } from '../platform/audit.ts'
import { isConditionalFailure, retryOnConflict, type RetryEffects } from '../platform/conditional.ts'
import { channelKey } from '../platform/shared-keys.ts'
import { documentClient, expiryAfter, hotTable, platformTable } from '../platform/tables.ts'
import { ChannelEntity, InvitationEntity, invitationKey, MemberEntity } from './channel-entities.ts'
import { errors } from './errors.ts'
import type { OpenInvitation } from './invitation.ts'
import { joinedTeam, noteOf, stillOwner, type Acting, type Member } from './team-store.ts'

const mostADay = 50

export function invitationStore(retries: RetryEffects = {}) {
  return {
    async find(channelId: string, id: string): Promise<OpenInvitation | null> {
      return (await InvitationEntity.build(GetItemCommand).key({ channelId, id }).options({ consistent: true }).send()).Item ?? null
    },

    /** All that are there, expired ones included. */
    async ofChannel(channelId: string): Promise<OpenInvitation[]> {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ partition: channelKey(channelId).pk, range: { beginsWith: 'INVITATION#' } }).entities(InvitationEntity).options({ consistent: true, maxPages: Infinity }).send()
      return Items
    },

    /** Writes a new invitation, or a new one over the `former`. Throws `changed_meanwhile` when that changed since, or whoever invites is no owner any more. */
    async invite(invitation: OpenInvitation, former: OpenInvitation | null, acting: Acting, now: Date): Promise<void> {
      const note = noteOf('channel.member_invited', acting, {}, { invitation: invitation.id, role: invitation.role })
      try {
        await retryOnConflict(() => execute(
          InvitationEntity.build(PutTransaction).item({ ...invitation, gsi1pk: `INVITED#${invitation.email}`, gsi1sk: invitation.channelId })
            .options({ condition: former ? { attr: 'version', eq: former.version } : { attr: 'id', exists: false } }),
          stillOwner(acting),
          audited(note, now),
        ), retries)
      } catch (problem) {
        if (isConditionalFailure(problem)) throw errors.changed_meanwhile({ cause: problem })
        throw problem
      }
    },

    /** Ends an invitation that is no longer wanted, and says so in the trail. Harmless when it is gone, or has been sent anew. */
    async end({ channelId, id, version }: OpenInvitation, note: AuditNote, now: Date): Promise<void> {
      try {
        await retryOnConflict(() => execute(
          InvitationEntity.build(DeleteTransaction).key({ channelId, id }).options({ condition: { attr: 'version', eq: version } }),
          audited(note, now),
        ), retries)
      } catch (problem) {
        if (!isConditionalFailure(problem)) throw problem
      }
    },

    /** The invitation becomes a membership: exactly once, and only while the channel is there. Throws `already_in_team`, `invitation_not_found`. */
    async accept({ channelId, id, version }: OpenInvitation, member: Member, now: Date): Promise<void> {
      const { userId, role } = member
      const note = noteOf('channel.member_joined', { actorId: userId, channel: { id: channelId, ownerId: '' } }, {}, { member: userId, role, invitation: id })
      try {
        await retryOnConflict(() => execute(
          InvitationEntity.build(DeleteTransaction).key({ channelId, id }).options({ condition: { attr: 'version', eq: version } }),
          MemberEntity.build(PutTransaction).item({ ...member, gsi1pk: `USER#${userId}`, gsi1sk: `MEMBER#${channelId}` }).options({ condition: { attr: 'userId', exists: false } }),
          ChannelEntity.build(ConditionCheck).key({ id: channelId }).condition({ attr: 'ownerId', ne: userId }),
          joinedTeam(userId),
          audited(note, now),
        ), retries)
      } catch (problem) {
        if (isConditionalFailure(problem, 1)) throw errors.already_in_team({ cause: problem })
        if (isConditionalFailure(problem)) throw errors.invitation_not_found({ cause: problem })
        throw problem
      }
    },

    /** One more link that opens this invitation, beside those that were mailed before. False when it has been sent anew or has ended. */
    addToken: (invitation: OpenInvitation, hash: string) => note(invitation, 'tokenHashes = list_append(tokenHashes, :value)', [hash]),
    mailed: (invitation: OpenInvitation) => note(invitation, 'mailedAt = :value', invitation.invitedAt),

    /** For an erasure, and for what has expired. Harmless when gone. */
    async forget(channelId: string, id: string): Promise<void> { await InvitationEntity.build(DeleteItemCommand).key({ channelId, id }).send() },

    /** Where an address is invited to. */
    async ofAddress(email: string): Promise<Pick<OpenInvitation, 'channelId' | 'id'>[]> {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `INVITED#${email}` }).entities(InvitationEntity).options({ maxPages: Infinity }).send()
      return Items
    },

    /** Counts one mail that a person sends through us today. Throws `too_many_invitations`. */
    async spend(userId: string, now: Date): Promise<void> {
      const day = now.toISOString().slice(0, 10)
      try {
        await documentClient.send(new UpdateCommand({
          TableName: hotTable.getName(), Key: { pk: `INVITES#${userId}`, sk: day },
          UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt', ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
          ExpressionAttributeNames: { '#count': 'count' }, ExpressionAttributeValues: { ':one': 1, ':most': mostADay, ':expiresAt': expiryAfter(now, 48 * 3600) },
        }))
      } catch (problem) {
        if (isConditionalFailure(problem)) throw errors.too_many_invitations({ cause: problem, headers: { 'retry-after': '3600' } })
        throw problem
      }
    },
  }

  async function note({ channelId, id, version }: OpenInvitation, change: string, value: unknown): Promise<boolean> {
    try {
      await documentClient.send(new UpdateCommand({
        TableName: platformTable.getName(), Key: invitationKey(channelId, id), UpdateExpression: `SET ${change}`,
        ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':value': value, ':version': version },
      }))
      return true
    } catch (problem) {
      if (isConditionalFailure(problem)) return false
      throw problem
    }
  }
}
export type InvitationStore = ReturnType<typeof invitationStore>
