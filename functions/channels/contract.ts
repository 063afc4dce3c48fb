import * as z from 'zod'
import { contract, cursor, event, id, instant, limit, line, page, route, text, userId } from '../platform/contract.ts'

export const channelId = id('chn')
/** 3–30 of a–z, 0–9, dot, dash or underscore, beginning and ending with a letter or digit. Folded to lower case. */
export const handle = z.string().trim().toLowerCase().regex(/^[a-z0-9](?:[a-z0-9._-]{1,28})[a-z0-9]$/, 'Use 3 to 30 letters, digits, dots, dashes or underscores.')

/** What stands in a film's card: the channel as others see it in passing. */
export const channelSummary = z.object({ id: channelId, handle: z.string(), name: z.string() })
export type ChannelSummary = z.output<typeof channelSummary>

export const channel = channelSummary.extend({
  description: z.string(),
  ownerId: userId,
  followers: z.int(),
  /** Whether the caller follows it; false when signed out. */
  following: z.boolean(),
  /** Whether the caller may change it. */
  mine: z.boolean(),
  createdAt: instant,
  version: z.int(),
})
export type Channel = z.output<typeof channel>
const named = { handle, name: line(80), description: text(5000).default('') }

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
      method: 'PUT', path: '/channels/{id}', who: 'member', ifMatch: 'optional', summary: 'Replaces name, handle and description; its owner only.',
      params: z.object({ id: channelId }), body: z.object(named), replies: { 200: channel }, errors: ['channel_not_found', 'not_yours', 'handle_taken', 'handle_reserved', 'version_changed'],
    }),
    mine: route({
      method: 'GET', path: '/users/me/channels', who: 'member', summary: 'The channels the caller may publish to.',
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
  },
  events: {
    'channel.created': event({ entity: 'Channel', when: 'created', detail: channelSummary.extend({ ownerId: userId, version: z.int() }) }),
    'channel.changed': event({ entity: 'Channel', when: 'changed', detail: channelSummary.extend({ ownerId: userId, version: z.int() }) }),
    'follow.created': event({ entity: 'Follow', when: 'created', detail: z.object({ channelId, userId }) }),
    'follow.removed': event({ entity: 'Follow', when: 'removed', detail: z.object({ channelId, userId }) }),
  },
})
