import * as z from 'zod'
import { contract, cursor, event, id, instant, limit, line, mailAddress, page, pictureId, route, sizes, text, userId } from '../platform/contract.ts'

export const channelId = id('chn')
/** 3–30 of a–z, 0–9, dot, dash or underscore, beginning and ending with a letter or digit. Folded to lower case. */
export const handle = z.string().trim().toLowerCase().regex(/^[a-z0-9](?:[a-z0-9._-]{1,28})[a-z0-9]$/, 'Use 3 to 30 letters, digits, dots, dashes or underscores.')

/** What stands in a film's card: the channel as others see it in passing. */
export const channelSummary = z.object({ id: channelId, handle: z.string(), name: z.string(), face: sizes.nullable() })
export type ChannelSummary = z.output<typeof channelSummary>

/** What somebody may be in a channel; functions/platform/who-may-manage-a-channel.ts says what each may do. */
export const channelRole = z.enum(['owner', 'editor'])
export type ChannelRole = z.output<typeof channelRole>

export const channel = channelSummary.extend({
  description: z.string(),
  banner: sizes.nullable(),
  ownerId: userId,
  followers: z.int(),
  /** Whether the caller follows it; false when signed out. */
  following: z.boolean(),
  /** Whether the caller belongs to its team, and as what. */
  mine: z.boolean(),
  role: channelRole.nullable(),
  createdAt: instant,
  version: z.int(),
})
export type Channel = z.output<typeof channel>
/** Somebody of a channel's team. `holds`: the channel is theirs; they leave only by handing it over. */
export const member = z.object({ userId, displayName: z.string(), role: channelRole, holds: z.boolean(), joinedAt: instant })
export type TeamMember = z.output<typeof member>
export const invitationId = id('inv')
/** An open invitation, as owners see it. Whether there is an account with that address, nobody is told. */
export const invitation = z.object({ id: invitationId, email: z.string(), role: channelRole, invitedBy: z.string(), invitedAt: instant, expiresAt: instant })
export type Invitation = z.output<typeof invitation>
/** What whoever holds the mailed link is asked. */
export const invitationSeen = z.object({ channel: channelSummary, role: channelRole, invitedBy: z.string(), expiresAt: instant })
export type InvitationSeen = z.output<typeof invitationSeen>
/** The part of the mailed link that nobody can guess; good once. Sent in bodies only, so that it stands in no log. */
const token = z.string().regex(/^[0-9A-Za-z_-]{101}$/, 'This link is not complete. Open it once more from the mail.')

const ofTeam = z.object({ id: channelId, userId })
const named = { handle, name: line(80), description: text(5000).default('') }

/** What others are told: `face` is a picture's id. */
const told = z.object({ id: channelId, handle: z.string(), name: z.string(), face: z.string().nullable().optional(), ownerId: userId, version: z.int() })

export const channelsContract = contract({
  domain: 'channels',
  about: 'The houses that films belong to, and who follows them.',
  routes: {
    create: route({
      method: 'POST', path: '/channels', who: 'member', idempotent: true, summary: 'Opens a channel; its handle is unique.',
      body: z.object(named), replies: { 201: channel }, errors: ['handle_taken', 'handle_reserved', 'too_many_channels'],
    }),
    get: route({
      method: 'GET', path: '/channels/{idOrHandle}', who: 'anyone', summary: 'A channel by id or handle.',
      params: z.object({ idOrHandle: z.union([channelId, handle]) }), replies: { 200: channel }, errors: ['channel_not_found'],
    }),
    put: route({
      method: 'PUT', path: '/channels/{id}', who: 'member', ifMatch: 'optional', summary: 'Replaces name, handle and description. Its team may; the handle is changed by owners only.',
      params: z.object({ id: channelId }), body: z.object(named), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours', 'owners_only', 'handle_taken', 'handle_reserved', 'version_changed'],
    }),
    putFace: route({
      method: 'PUT', path: '/channels/{id}/face', who: 'member', summary: 'The picture that stands for the channel, made by POST /pictures?purpose=face; its team only.',
      params: z.object({ id: channelId }), body: z.object({ pictureId }), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours', 'picture_not_found'],
    }),
    removeFace: route({
      method: 'DELETE', path: '/channels/{id}/face', who: 'member', summary: 'Takes the channel\'s picture away; its team only.',
      params: z.object({ id: channelId }), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours'],
    }),
    putBanner: route({
      method: 'PUT', path: '/channels/{id}/banner', who: 'member', summary: 'The picture that heads the channel\'s page, made by POST /pictures?purpose=banner; its team only.',
      params: z.object({ id: channelId }), body: z.object({ pictureId }), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours', 'picture_not_found'],
    }),
    removeBanner: route({
      method: 'DELETE', path: '/channels/{id}/banner', who: 'member', summary: 'Takes the channel\'s banner away; its team only.',
      params: z.object({ id: channelId }), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours'],
    }),
    mine: route({
      method: 'GET', path: '/users/me/channels', who: 'member', summary: 'The channels the caller may publish to: their own, then those whose team they belong to.',
      replies: { 200: z.object({ items: z.array(channel) }) },
    }),
    follow: route({
      method: 'PUT', path: '/channels/{id}/follow', who: 'member', summary: 'Follows a channel; following twice is harmless.',
      params: z.object({ id: channelId }), replies: { 200: channel }, errors: ['channel_not_found'], aliases: ['POST /channels/{id}/subscribe'],
    }),
    unfollow: route({
      method: 'DELETE', path: '/channels/{id}/follow', who: 'member', summary: 'Stops following; harmless when not following.',
      params: z.object({ id: channelId }), replies: { 200: channel }, errors: ['channel_not_found'], aliases: ['DELETE /channels/{id}/subscribe'],
    }),
    follows: route({
      method: 'GET', path: '/users/me/follows', who: 'member', summary: 'The channels the caller follows, latest first.',
      query: z.object({ limit, cursor }), replies: { 200: page(channelSummary.extend({ followedAt: instant })) }, aliases: ['GET /users/me/subscriptions'],
    }),

    team: route({
      method: 'GET', path: '/channels/{id}/members', who: 'member', summary: 'Who belongs to a channel\'s team, for those who do; owners also see the open invitations.',
      params: z.object({ id: channelId }), replies: { 200: z.object({ items: z.array(member), invitations: z.array(invitation) }) }, errors: ['channel_not_found', 'not_yours'],
    }),
    changeRole: route({
      method: 'PUT', path: '/channels/{id}/members/{userId}', who: 'member', summary: 'Gives somebody of the team another role; owners only.',
      params: ofTeam, body: z.object({ role: channelRole }), replies: { 200: member }, errors: ['channel_not_found', 'not_yours', 'owners_only', 'member_not_found', 'holder_stays', 'changed_meanwhile'],
    }),
    removeMember: route({
      method: 'DELETE', path: '/channels/{id}/members/{userId}', who: 'member', summary: 'Takes somebody out of the team, at once; owners anybody, everybody themself. Harmless when they are gone.',
      params: ofTeam, replies: { 204: null }, errors: ['channel_not_found', 'not_yours', 'owners_only', 'holder_stays', 'changed_meanwhile'],
    }),
    handOver: route({
      method: 'PUT', path: '/channels/{id}/owner', who: 'member', ifMatch: 'optional', summary: 'Hands the channel over to another owner of its team; only whom it belongs to may, and they stay in the team as an owner.',
      params: z.object({ id: channelId }), body: z.object({ userId }), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours', 'owners_only', 'member_not_found', 'not_an_owner', 'too_many_channels', 'version_changed'],
    }),
    invite: route({
      method: 'POST', path: '/channels/{id}/invitations', who: 'member', rate: 'strict', summary: 'Invites an address into the team by mail; inviting it again sends a new link and ends the old one. Owners only.',
      params: z.object({ id: channelId }), body: z.object({ email: mailAddress, role: channelRole.default('editor') }), replies: { 201: invitation }, errors: ['channel_not_found', 'not_yours', 'owners_only', 'team_full', 'too_many_invitations', 'mail_is_off', 'changed_meanwhile'],
    }),
    withdraw: route({
      method: 'DELETE', path: '/channels/{id}/invitations/{invitationId}', who: 'member', summary: 'Withdraws an invitation; its link ends. Harmless when it is no longer open.',
      params: z.object({ id: channelId, invitationId }), replies: { 204: null }, errors: ['channel_not_found', 'not_yours', 'owners_only'],
    }),
    readInvitation: route({
      method: 'POST', path: '/invitations/read', who: 'anyone', rate: 'strict', summary: 'What an invitation is about, for whoever holds its link.',
      body: z.object({ token }), replies: { 200: invitationSeen }, errors: ['invitation_not_found'],
    }),
    accept: route({
      method: 'POST', path: '/invitations/accept', who: 'member', rate: 'strict', summary: 'The caller joins the team. The link is good once.',
      body: z.object({ token }), replies: { 200: channel }, errors: ['invitation_not_found', 'already_in_team', 'team_full', 'too_many_teams'],
    }),
    decline: route({
      method: 'POST', path: '/invitations/decline', who: 'anyone', rate: 'strict', summary: 'Whoever holds the link says no; it ends.',
      body: z.object({ token }), replies: { 204: null }, errors: ['invitation_not_found'],
    }),
  },
  events: {
    'channel.created': event({ entity: 'Channel', when: 'created', detail: told }),
    'channel.changed': event({ entity: 'Channel', when: 'changed', detail: told }),
    /** Somebody is to be invited, or invited again: their mail is due. */
    'channel.invited': event({ entity: 'Invitation', when: 'written', detail: z.object({ id: invitationId, channelId, invitedAt: z.string() }) }),
    /** Somebody left a team, or was taken out of it. `id` is that of the membership. */
    'channel.member_removed': event({ entity: 'Member', when: 'removed', detail: z.object({ id: id('mem'), channelId, userId }) }),
    'follow.created': event({ entity: 'Follow', when: 'created', detail: z.object({ channelId, userId }) }),
    'follow.removed': event({ entity: 'Follow', when: 'removed', detail: z.object({ channelId, userId }) }),
  },
})
