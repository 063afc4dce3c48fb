import * as z from 'zod'
import { contract, route } from '../platform/contract.ts'
import { videoId } from '../videos/contract.ts'

/** Why a film does not play, for programs; the sentence beside it is for people. */
export const denial = z.enum(['private', 'sign_in', 'followers_only', 'not_ready', 'failed', 'not_here'])
export type Denial = z.output<typeof denial>

/** A viewing in progress: signed, so that a heartbeat needs one write and no read. */
const sessionId = z.string().regex(/^ses_[A-Za-z0-9_.-]{20,600}$/)

const start = {
  who: 'anyone', params: z.object({ id: videoId }),
  replies: {
    200: z.object({
      sessionId,
      manifestUrl: z.string(),
      dashUrl: z.string(),
      posterUrl: z.string().nullable(),
      /** Seconds from the beginning; 0 for the first time or after the end. */
      resumeAt: z.number(),
      heartbeatSeconds: z.int(),
      /** True while better qualities are still being made: ask again later for a fuller manifest. */
      moreQualitiesComing: z.boolean(),
    }),
  },
  errors: ['video_not_found', ...denial.options],
} as const

export const playbackContract = contract({
  domain: 'playback',
  about: 'May this viewer watch this now, here? And what they have watched.',
  routes: {
    start: route({ method: 'POST', path: '/videos/{id}/playback', summary: 'Starts watching: addresses that carry their own permission, or a reason why not.', ...start, aliases: ['GET /videos/{id}/stream'] }),
    heartbeat: route({
      method: 'POST', path: '/playback/{sessionId}/heartbeat', who: 'anyone', rate: 'busy', summary: 'Where the viewer is, so that they can resume.',
      params: z.object({ sessionId }), body: z.object({ position: z.number().min(0).max(1_000_000), playing: z.boolean() }),
      replies: { 200: z.object({ heartbeatSeconds: z.int() }) }, errors: ['session_unknown'],
    }),
  },
})
