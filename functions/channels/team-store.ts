/**
 * Who belongs to a channel's team. Every write proves in the same transaction that whoever makes it may: two owners who
 * take each other out at once do not both succeed. A change of access and its audit entry are one write.
 */
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck'
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { $add } from 'dynamodb-toolbox/entity/actions/update'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { audited, type AuditNote } from '../platform/audit.ts'
import { isConditionalFailure, retryOnConflict, type RetryEffects } from '../platform/conditional.ts'
import { platformErrors } from '../platform/errors.ts'
import { PrincipalEntity } from '../platform/principal.ts'
import { channelKey } from '../platform/shared-keys.ts'
import { platformTable } from '../platform/tables.ts'
import type { TeamMember } from '../platform/team.ts'
import type { ChannelRole, Held } from '../platform/who-may-manage-a-channel.ts'
import { ChannelEntity, MemberEntity, TallyEntity } from './channel-entities.ts'
import { errors } from './errors.ts'
import { maxChannelsPerPerson, type House } from './house.ts'

export interface Member extends TeamMember { readonly channelId: string; readonly version: number; readonly joinedAt: string }
/** Somebody acts on a channel: its holder, or an owner of its team. */
export interface Acting { readonly actorId: string; readonly channel: Held & { readonly id: string } }

/** That whoever acts still is an owner when the write happens. */
export const stillOwner = ({ actorId, channel: { id, ownerId } }: Acting) => (actorId === ownerId
  ? ChannelEntity.build(ConditionCheck).key({ id }).condition({ attr: 'ownerId', eq: actorId })
  : MemberEntity.build(ConditionCheck).key({ channelId: id, userId: actorId }).condition({ attr: 'role', eq: 'owner' }))

/** Notes it in their account, which others look at before they look for a membership. The account is there: whoever joins is signed in. */
export const joinedTeam = (userId: string) => PrincipalEntity.build(UpdateTransaction).item({ id: userId, hasJoinedTeam: true }).options({ condition: { attr: 'id', exists: true } })

export function teamStore(retries: RetryEffects = {}) {
  return {
    async ofChannel(channelId: string): Promise<Member[]> {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ partition: channelKey(channelId).pk, range: { beginsWith: 'MEMBER#' } }).entities(MemberEntity).options({ consistent: true, maxPages: Infinity }).send()
      return Items
    },

    /** The channels whose teams a person belongs to. The index tells late: who must be sure reads the membership itself. */
    async channelIdsOf(userId: string, limit: number): Promise<string[]> {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `USER#${userId}`, range: { beginsWith: 'MEMBER#' } }).entities(MemberEntity).options({ limit }).send()
      return Items.map(({ channelId }) => channelId)
    },

    /** Throws `changed_meanwhile` when the member has changed since, or whoever acts is no owner any more. */
    async changeRole(member: Member, role: ChannelRole, acting: Acting, now: Date): Promise<Member> {
      const { channelId, userId } = member
      const onSelf = acting.actorId === userId
      const unchanged = { attr: 'version', eq: member.version } as const
      const note = noteOf('channel.role_changed', acting, { member: userId, role: member.role }, { member: userId, role })
      const write = MemberEntity.build(UpdateTransaction).item({ channelId, userId, role, version: member.version + 1 })
        .options({ condition: onSelf ? { and: [unchanged, { attr: 'role', eq: 'owner' }] } : unchanged })
      await together(() => (onSelf ? execute(write, audited(note, now)) : execute(write, audited(note, now), stillOwner(acting))))
      return { ...member, role, version: member.version + 1 }
    },

    /** Somebody leaves, or is taken out by an owner. Throws `changed_meanwhile` as above. */
    async remove(member: Member, acting: Acting, now: Date): Promise<void> {
      const { channelId, userId } = member
      const onSelf = acting.actorId === userId
      const note = noteOf(onSelf ? 'channel.member_left' : 'channel.member_removed', acting, { member: userId, role: member.role }, {})
      const write = MemberEntity.build(DeleteTransaction).key({ channelId, userId }).options({ condition: { attr: 'version', eq: member.version } })
      await together(() => (onSelf ? execute(write, audited(note, now)) : execute(write, audited(note, now), stillOwner(acting))))
    },

    /**
     * The channel changes hands: its holder becomes an owner of the team, and an owner of the team its holder.
     * Throws `too_many_channels` when the new holder has enough, `version_changed` when channel or team changed since.
     */
    async handOver(house: House, to: Member, membershipId: string, now: Date): Promise<House> {
      const { id, ownerId } = house
      const at = now.toISOString()
      const changed = { ownerId: to.userId, version: house.version + 1, updatedAt: at }
      const note = noteOf('channel.handed_over', { actorId: ownerId, channel: house }, { owner: ownerId }, { owner: to.userId })
      try {
        await retryOnConflict(() => execute(
          ChannelEntity.build(UpdateTransaction).item({ id, ...changed, gsi1pk: `USER#${to.userId}` }).options({ condition: { and: [{ attr: 'version', eq: house.version }, { attr: 'ownerId', eq: ownerId }] } }),
          MemberEntity.build(DeleteTransaction).key({ channelId: id, userId: to.userId }).options({ condition: { and: [{ attr: 'version', eq: to.version }, { attr: 'role', eq: 'owner' }] } }),
          TallyEntity.build(UpdateTransaction).item({ ownerId: to.userId, channels: $add(1) })
            .options({ condition: { or: [{ attr: 'channels', exists: false }, { attr: 'channels', lt: maxChannelsPerPerson }] } }),
          TallyEntity.build(UpdateTransaction).item({ ownerId, channels: $add(-1) }),
          MemberEntity.build(PutTransaction).item({ channelId: id, userId: ownerId, id: membershipId, role: 'owner', version: 1, joinedAt: at, gsi1pk: `USER#${ownerId}`, gsi1sk: `MEMBER#${id}` })
            .options({ condition: { attr: 'userId', exists: false } }),
          // Its films follow their holder's standing: somebody who may not be here takes none over.
          PrincipalEntity.build(ConditionCheck).key({ id: to.userId }).condition({ attr: 'status', eq: 'active' }),
          joinedTeam(ownerId),
          audited(note, now),
        ), retries)
      } catch (problem) {
        if (isConditionalFailure(problem, 5)) throw errors.member_not_found({ cause: problem })
        if (isConditionalFailure(problem, 2)) throw errors.too_many_channels({ cause: problem, detail: 'That person owns 20 channels already, and nobody may own more.' })
        if (isConditionalFailure(problem)) throw platformErrors.version_changed({ cause: problem })
        throw problem
      }
      return { ...house, ...changed }
    },

    /** For an erasure. Harmless when gone. */
    async forget(channelId: string, userId: string): Promise<void> { await MemberEntity.build(DeleteItemCommand).key({ channelId, userId }).send() },
  }

  async function together(write: () => Promise<unknown>): Promise<void> {
    try {
      await retryOnConflict(write, retries)
    } catch (problem) {
      if (isConditionalFailure(problem)) throw errors.changed_meanwhile({ cause: problem })
      throw problem
    }
  }
}
export type TeamStore = ReturnType<typeof teamStore>

/** An entry about a channel's team; people stand in it by their ids alone. */
export const noteOf = (action: string, { actorId, channel }: Acting, before: AuditNote['before'], after: AuditNote['after']): AuditNote =>
  ({ actor: actorId, action, subject: channel.id, reason: '', before, after })
