/** Each route and its use case. */
import type { Handlers } from '../platform/api.ts'
import { openCursor, signCursor, type Cursors } from '../platform/cursor.ts'
import { readTogether } from '../platform/read-together.ts'
import { siteOf } from '../platform/http/site-of.ts'
import { memberRequest } from '../platform/team.ts'
import { roleIn } from '../platform/who-may-manage-a-channel.ts'
import { acceptInvitation, declineInvitation, readInvitation } from './answer-invitation.ts'
import { putChannelPicture, type PictureChange } from './channel-pictures.ts'
import { changeChannel } from './change-channel.ts'
import type { Channel, channelsContract } from './contract.ts'
import { createChannel } from './create-channel.ts'
import { errors } from './errors.ts'
import { findChannel } from './find-channel.ts'
import { channelSeen, summaryOf, type House } from './house.ts'
import { inviteMember, withdrawInvitation } from './invite-member.ts'
import { changeRole, handOver, invitationView, listTeam, namesOf, removeMember } from './manage-team.ts'
import { myChannels } from './my-channels.ts'
import type { Channels } from './wiring.ts'

export interface HandlerOptions { readonly cursors?: Cursors; /** Whether this stage can send mail. */ readonly mail?: boolean }

export function handlers(wired: Channels, { cursors = { openCursor, signCursor }, mail = true }: HandlerOptions = {}): Handlers<typeof channelsContract> {
  const { channels, follows } = wired

  async function seenBy(house: House, viewerId: string, following?: boolean): Promise<Channel> {
    const [member, follow] = await readTogether([memberRequest(house.id, viewerId), follows.request(house.id, viewerId)], { consistent: true })
    return channelSeen(house, roleIn(house, member, viewerId), following ?? follow !== undefined)
  }
  async function afterwards(id: string, viewerId: string, following: boolean): Promise<Channel> {
    const house = await channels.find(id)
    if (!house) throw errors.channel_not_found()
    return seenBy(house, viewerId, following)
  }

  async function withPicture(place: 'face' | 'banner', change: PictureChange): Promise<Channel> {
    return seenBy(await putChannelPicture(channels, place, change), change.callerId)
  }

  return {
    create: async ({ person, body, request, attempt }) => channelSeen(await createChannel(wired, person.id, body, request.now, attempt), 'owner', false),
    get: ({ viewer, params }) => findChannel(wired, viewer, params.idOrHandle),
    put: async ({ person, params: { id }, body, request }) => seenBy(await changeChannel(wired, { id, callerId: person.id, named: body, ifMatch: request.ifMatch, now: request.now }), person.id),
    mine: async ({ person }) => ({ items: await myChannels(wired, person.id) }),
    team: ({ person, params, request }) => listTeam(wired, params.id, person.id, request.now),
    changeRole: ({ person, params, body, request }) => changeRole(wired, { channelId: params.id, userId: params.userId, role: body.role, callerId: person.id, now: request.now }),
    removeMember: ({ person, params, request }) => removeMember(wired, { channelId: params.id, userId: params.userId, callerId: person.id, now: request.now }),
    handOver: async ({ person, params, body, request }) =>
      seenBy(await handOver(wired, { channelId: params.id, userId: body.userId, callerId: person.id, ifMatch: request.ifMatch, now: request.now }), person.id),
    async invite({ person, params, body, request }) {
      if (!mail) throw errors.mail_is_off()
      const invitation = await inviteMember(wired, { channelId: params.id, callerId: person.id, ...body, site: siteOf(request), now: request.now })
      return invitationView(invitation, await namesOf([person.id]))
    },
    withdraw: ({ person, params, request }) => withdrawInvitation(wired, { channelId: params.id, invitationId: params.invitationId, callerId: person.id, now: request.now }),
    async readInvitation({ viewer, body, request }) {
      // Somebody signed in who may not be here is told so before anything else.
      await viewer.readWith()
      return readInvitation(wired, body.token, request.now)
    },
    async accept({ person, body, request }) {
      const { house, role } = await acceptInvitation(wired, body.token, person, request.now)
      return { ...await seenBy(house, person.id), mine: true, role }
    },
    async decline({ viewer, body, request }) {
      await viewer.readWith()
      return declineInvitation(wired, body.token, request.now)
    },
    putFace: async ({ person, params: { id }, body, request }) => withPicture('face', { id, callerId: person.id, picture: body.pictureId, now: request.now }),
    removeFace: async ({ person, params: { id }, request }) => withPicture('face', { id, callerId: person.id, picture: null, now: request.now }),
    putBanner: async ({ person, params: { id }, body, request }) => withPicture('banner', { id, callerId: person.id, picture: body.pictureId, now: request.now }),
    removeBanner: async ({ person, params: { id }, request }) => withPicture('banner', { id, callerId: person.id, picture: null, now: request.now }),
    async follow({ person, params: { id }, request }) {
      await follows.follow(id, person.id, request.now)
      return afterwards(id, person.id, true)
    },
    async unfollow({ person, params: { id } }) {
      await follows.unfollow(id, person.id)
      return afterwards(id, person.id, false)
    },
    async follows({ person, query: { limit, cursor } }) {
      const list = `follows of ${person.id}`
      const { items, next } = await follows.followedBy(person.id, { limit, after: cursor === undefined ? undefined : await cursors.openCursor(cursor, list) })
      return {
        items: items.map(({ channel, followedAt }) => ({ ...summaryOf(channel), followedAt })),
        nextCursor: next && await cursors.signCursor(next, list),
      }
    },
  }
}
