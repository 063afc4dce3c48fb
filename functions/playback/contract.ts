import * as z from 'zod'
import { contract, cursor, event, instant, page, route } from '../platform/contract.ts'
import { captionLanguage, videoCard, videoId } from '../videos/contract.ts'

/** Why a film does not play, for programs; the sentence beside it is for people. */
export const denial = z.enum(['private', 'sign_in', 'followers_only', 'not_ready', 'failed', 'not_here'])
export type Denial = z.output<typeof denial>

/** A viewing in progress: signed, so that a heartbeat needs one write and no read. Each heartbeat answers a newer one. */
const sessionId = z.string().regex(/^ses_[A-Za-z0-9_.-]{20,600}$/)

/** A film somebody has begun, and where they are in it. */
export const watched = z.object({
  video: videoCard,
  /** Seconds from the beginning. */
  position: z.number(),
  /** Watched to its end, or near enough. */
  finished: z.boolean(),
  /** When this viewing began. */
  watchedAt: instant,
})
export type Watched = z.output<typeof watched>
/** Each entry is two items to read, and a hundred are read at once. */
const limit = z.coerce.number().int().min(1).max(50).default(24)

/** How often and how long playing had to wait for data since the last beat. Waiting after a seek does not count. */
export const buffering = z.object({ count: z.int().min(0).max(1000), seconds: z.number().min(0).max(3600) })

const start = {
  who: 'anyone', params: z.object({ id: videoId }),
  replies: {
    200: z.object({
      sessionId,
      manifestUrl: z.string(),
      dashUrl: z.string(),
      posterUrl: z.string().nullable(),
      /** WebVTT whose cues name a picture each, and in `#xywh` which part of it; null until there is one. */
      storyboardUrl: z.string().nullable(),
      /** WebVTT, one for each language. */
      captions: z.array(captionLanguage.extend({ url: z.string() })),
      /** Seconds from the beginning; 0 for the first time or after the end. */
      resumeAt: z.number(),
      /** Until the player should tell where it is. Pausing, seeking and leaving are told at once. */
      heartbeatSeconds: z.int(),
      /** True while better qualities are still being made: ask again later for a fuller manifest. */
      moreQualitiesComing: z.boolean(),
      /** For so long the addresses open anything, and the session takes heartbeats: ask again before. */
      expiresInSeconds: z.int(),
    }),
  },
  errors: ['video_not_found', ...denial.options],
} as const

export const playbackContract = contract({
  domain: 'playback',
  about: 'May this viewer watch this now, here? And what they have watched.',
  routes: {
    start: route({ method: 'POST', path: '/videos/{id}/playback', summary: 'Starts watching: addresses that carry their own permission, or a reason why not.', ...start, aliases: ['GET /videos/{id}/stream'] }),
    preview: route({
      method: 'GET', path: '/videos/{id}/preview', who: 'anyone', rate: 'busy', summary: 'The film in small, for whoever points at it in a list: the address of its storyboard, by the same decision as watching. Nothing is counted or noted.',
      params: z.object({ id: videoId }), replies: { 200: z.object({ storyboardUrl: z.string().nullable() }) }, errors: ['video_not_found', ...denial.options],
    }),
    heartbeat: route({
      method: 'POST', path: '/playback/{sessionId}/heartbeat', who: 'anyone', rate: 'busy', summary: 'Where the viewer is, so that they can resume; thirty seconds of watching, or half of a shorter film, are a view. Send the `sessionId` of the last answer.',
      params: z.object({ sessionId }), body: z.object({ position: z.number().min(0).max(1_000_000), playing: z.boolean(), buffering: buffering.optional() }),
      replies: { 200: z.object({ heartbeatSeconds: z.int(), sessionId }) }, errors: ['session_unknown'],
    }),
    history: route({
      method: 'GET', path: '/users/me/history', who: 'member', summary: 'What the caller has watched in the last half year, latest first. A page may hold fewer than `limit`: films that are gone are left out.',
      query: z.object({ limit, cursor }), replies: { 200: page(watched) },
    }),
    forget: route({
      method: 'DELETE', path: '/users/me/history/{videoId}', who: 'member', summary: 'Forgets one film, its position included. Harmless when it was never watched.',
      params: z.object({ videoId }), replies: { 204: null },
    }),
    forgetAll: route({ method: 'DELETE', path: '/users/me/history', who: 'member', summary: 'Forgets everything the caller has watched. What plays at that moment is noted again by its next heartbeat.', replies: { 204: null } }),
    continueWatching: route({
      method: 'GET', path: '/users/me/continue-watching', who: 'member', summary: 'Films the caller is in the middle of, latest first, among the last hundred they began.',
      query: z.object({ limit }), replies: { 200: z.object({ items: z.array(watched) }) },
    }),
  },
  events: {
    'views.counted': event({ entity: 'ViewTally', when: 'written', detail: z.object({ videoId, views: z.int(), version: z.int() }) }),
  },
})
