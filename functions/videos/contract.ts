import * as z from 'zod'
import { contract, cursor, event, id, instant, limit, line, page, pictureId, route, text, userId } from '../platform/contract.ts'
import { channelId, channelSummary } from '../channels/contract.ts'

export const videoId = id('vid')
export const access = z.enum(['public', 'unlisted', 'followers', 'private'])
export type Access = z.output<typeof access>
export const processing = z.enum(['uploading', 'checking', 'transcoding', 'ready', 'failed'])
export type Processing = z.output<typeof processing>
export const category = z.enum(['film', 'documentary', 'music', 'nature', 'science', 'technology', 'craft', 'travel', 'sport', 'education', 'news', 'other'])
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Use a language tag, like en or pt-BR.')

/**
 * How far a film has come. `percent` counts within the stage, and is null where nobody here knows it: what has been sent
 * is told by the upload's own state. `reason` is a sentence for its owner when it failed, or when it is ready with fewer qualities than it should have.
 */
export const progress = z.object({
  stage: z.enum(['upload', 'check', 'first-quality', 'all-qualities', 'done', 'failed']),
  percent: z.number().min(0).max(100).nullable(),
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
})
/** One quality that can be played now. `width` and `height` in pixels, as shown (after rotation). */
export const rendition = z.object({ name: z.string(), width: z.int(), height: z.int() })

/** Captions that a film has. `language` is a tag in its usual spelling, `label` what a player's menu shows. */
export const captionLanguage = z.object({ language: z.string(), label: z.string() })
/** `url` opens the WebVTT for the film's owner; null for others, who get theirs with the playback. */
export const captionTrack = captionLanguage.extend({ url: z.string().nullable(), updatedAt: instant })

const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'Use a local time, like 2026-12-24T18:00.').meta({ example: '2026-12-24T18:00' })
/** What an owner wants: published now, not yet, or at a time of a wall clock in a named zone. */
export const publicationWish = z.discriminatedUnion('state', [
  z.object({ state: z.literal('published') }),
  z.object({ state: z.literal('draft') }),
  z.object({ state: z.literal('scheduled'), at: localTime, zone: z.string().min(1).max(64).meta({ example: 'Europe/Oslo' }) }),
])
/** Until it is published a film is private, whatever its access. `at` in UTC; `local` and `zone` as the owner chose them. */
export const publication = z.object({ state: z.enum(['draft', 'scheduled', 'published']), at: instant.nullable(), local: z.string().nullable(), zone: z.string().nullable() })

/** A film in a list. */
export const videoCard = z.object({
  id: videoId,
  title: z.string(),
  channel: channelSummary,
  durationSeconds: z.number().nullable(),
  posterUrl: z.string().nullable(),
  views: z.int(),
  access,
  category,
  publishedAt: instant.nullable(),
})
export type VideoCard = z.output<typeof videoCard>

/** Another file on its way behind a film that plays on; its owner sees how far it is. */
export const replacement = z.object({ file: z.object({ name: z.string(), size: z.int() }), processing, progress })

/** A film as its page shows it. What only its owner may know is null for others. */
export const video = videoCard.extend({
  description: z.string(),
  tags: z.array(z.string()),
  language,
  processing,
  progress: progress.nullable(),
  renditions: z.array(rendition),
  captions: z.array(captionLanguage),
  /** Small pictures to find one's place by: on their way, or there, and then the playback has their address. */
  storyboard: z.enum(['none', 'coming', 'there']),
  file: z.object({ name: z.string(), size: z.int() }).nullable(),
  publication: publication.nullable(),
  replacement: replacement.nullable(),
  mine: z.boolean(),
  createdAt: instant,
  version: z.int(),
})
export type Video = z.output<typeof video>

/** One way in which something that plays is made; see film.ts. */
export const filmJob = z.object({ kind: z.enum(['instant', 'first', 'ladder']), status: z.enum(['claimed', 'running', 'done', 'failed']), percent: z.number(), id: z.string().nullable(), claimedAt: instant })
/** A film as staff see it, whoever it belongs to and whatever has become of it: also what nobody else is told. */
export const staffFilm = videoCard.extend({
  ownerId: userId,
  processing,
  progress,
  publication,
  renditions: z.array(rendition),
  file: z.object({ name: z.string(), size: z.int() }),
  jobs: z.array(filmJob),
  /** Its owner is suspended. */
  hidden: z.boolean(),
  deletedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  version: z.int(),
})
export type StaffFilm = z.output<typeof staffFilm>
const staff = ['admin', 'moderator'] as const

/** Pictures that may stand for a film. `index` counts the offered ones; `at` is where in the film a chosen frame lies. */
export const thumbnails = z.object({
  items: z.array(z.object({ from: z.enum(['offered', 'frame', 'own']), index: z.int().nullable(), at: z.number().nullable(), url: z.string(), chosen: z.boolean() })),
  /** A frame on its way, which stands for the film once it is there; or one that could not be taken. */
  making: z.object({ at: z.number(), failed: z.boolean() }).nullable(),
})
export type Thumbnails = z.output<typeof thumbnails>
/** `at`: seconds from the beginning. `pictureId`: from POST /pictures?purpose=thumbnail; without it, one's own of before. */
const thumbnailWish = z.discriminatedUnion('from', [
  z.object({ from: z.literal('offered'), index: z.int().min(0).max(2) }),
  z.object({ from: z.literal('frame'), at: z.number().min(0).max(1_000_000) }),
  z.object({ from: z.literal('own'), pictureId: pictureId.optional() }),
])

const tags = z.array(line(40)).max(20)
const metadata = {
  title: line(120),
  description: text(5000).default(''),
  tags: tags.default([]),
  category: category.default('other'),
  access: access.default('private'),
  language: language.default('en'),
}
/** Kept with the object as a header, where nothing but visible ASCII may stand. */
const contentType = z.string().max(127).regex(/^[\x20-\x7e]*$/, 'Use a content type, like video/mp4.')
/** 1 byte to 5 TB, S3's limit of one object; a stage may set a lower one. */
const file = z.object({ name: line(255), size: z.int().min(0).max(5 * 1024 ** 4), type: contentType.default('application/octet-stream') })
const byId = z.object({ id: videoId })
/** Why a film cannot be published at that time. */
const notThen = ['zone_unknown', 'no_such_time', 'publish_too_late', 'publish_too_far'] as const
const someIds = z.array(videoId).min(1).max(100)
/** What became of one film of a batch: `problem` says why not, as a refusal of the single call would. */
const outcome = z.object({ id: videoId, done: z.boolean(), problem: z.object({ code: z.string(), detail: z.string() }).nullable() })
const byLanguage = byId.extend({ language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'Use a language tag, like en or pt-BR.') })

const mostCaptionBytes = 1024 ** 2
// UTF-16 units are never more than bytes; the bytes are what is kept.
const captionFile = z.string().min(1).max(mostCaptionBytes, { error: 'Captions may have up to 1 MB.', abort: true }).refine(content => new TextEncoder().encode(content).length <= mostCaptionBytes, 'Captions may have up to 1 MB.')

export const videosContract = contract({
  domain: 'videos',
  about: 'Films: upload, metadata, the way from a file to something that plays.',
  routes: {
    create: route({
      method: 'POST', path: '/videos', who: 'member', idempotent: true, summary: 'Announces a film and opens its upload.',
      body: z.object({ channelId, ...metadata, publication: publicationWish.default({ state: 'published' }), file }),
      replies: { 201: z.object({ video, upload: z.object({ partSize: z.int(), partCount: z.int() }) }) },
      errors: ['channel_not_found', 'not_yours', 'file_empty', 'file_too_large', ...notThen],
    }),
    uploadUrls: route({
      method: 'POST', path: '/videos/{id}/upload/urls', who: 'member', rate: 'busy', summary: 'Addresses to PUT parts to; each takes exactly `size` bytes within the hour.',
      params: byId, body: z.object({ partNumbers: z.array(z.int().min(1).max(10_000)).min(1).max(100) }),
      replies: { 200: z.object({ urls: z.array(z.object({ partNumber: z.int(), url: z.string(), size: z.int() })) }) },
      errors: ['video_not_found', 'upload_closed', 'part_out_of_range'],
    }),
    uploadStatus: route({
      method: 'GET', path: '/videos/{id}/upload', who: 'member', summary: 'What has arrived, to resume from.', params: byId,
      replies: { 200: z.object({ state: z.enum(['open', 'complete']), partSize: z.int(), partCount: z.int(), size: z.int(), parts: z.array(z.object({ partNumber: z.int(), size: z.int() })) }) },
      errors: ['video_not_found', 'upload_closed'],
    }),
    completeUpload: route({
      method: 'POST', path: '/videos/{id}/upload/complete', who: 'member', summary: 'Closes the upload; completing twice is harmless.', params: byId,
      replies: { 200: video }, errors: ['video_not_found', 'parts_missing', 'upload_closed'],
    }),
    abortUpload: route({
      method: 'DELETE', path: '/videos/{id}/upload', who: 'member', summary: 'Gives the upload up and removes the film; where it was to replace a film\'s file, the film stays.', params: byId,
      replies: { 204: null }, errors: ['video_not_found', 'upload_closed'],
    }),
    browse: route({
      method: 'GET', path: '/videos', who: 'anyone', summary: 'Public films: of the whole house or of one category in either order, or those of a channel, newest first.',
      query: z.object({ sort: z.enum(['newest', 'popular']).default('newest'), category: category.optional(), channelId: channelId.optional(), limit, cursor })
        .refine(({ sort, category: one, channelId: channel }) => !channel || (sort === 'newest' && !one), { path: ['channelId'], message: 'A channel\'s films come newest first, whatever their category: leave sort and category out.' }),
      replies: { 200: page(videoCard) }, errors: ['cursor_invalid'],
    }),
    feed: route({
      method: 'GET', path: '/users/me/feed', who: 'member', summary: 'The newest films of the channels the caller follows, those for followers included; of the two dozen channels followed last.',
      query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(24) }), replies: { 200: z.object({ items: z.array(videoCard) }) },
    }),
    get: route({
      method: 'GET', path: '/videos/{id}', who: 'anyone', summary: 'One film. A private one exists for its owner only.', params: byId,
      replies: { 200: video }, errors: ['video_not_found'],
    }),
    put: route({
      method: 'PUT', path: '/videos/{id}', who: 'member', ifMatch: 'optional', summary: 'Replaces the metadata; its owner only.', params: byId,
      body: z.object(metadata), replies: { 200: video }, errors: ['video_not_found', 'version_changed'],
    }),
    publish: route({
      method: 'PUT', path: '/videos/{id}/publication', who: 'member', summary: 'Publishes the film, takes it back, or says when it shall be published; its owner only.', params: byId,
      body: publicationWish, replies: { 200: video }, errors: ['video_not_found', ...notThen],
    }),
    remove: route({
      method: 'DELETE', path: '/videos/{id}', who: 'member', summary: 'Deletes the film: hidden at once, its objects after the undo window.', params: byId,
      replies: { 204: null }, errors: ['video_not_found'],
    }),
    captions: route({
      method: 'GET', path: '/videos/{id}/captions', who: 'anyone', summary: 'The captions that a film has.', params: byId,
      replies: { 200: z.object({ items: z.array(captionTrack) }) }, errors: ['video_not_found'],
    }),
    putCaptions: route({
      method: 'PUT', path: '/videos/{id}/captions/{language}', who: 'member', summary: 'Adds captions, or replaces those in this language: SRT or WebVTT, at any time; its owner only.',
      // JSON writes every line break as two characters.
      params: byLanguage, body: z.object({ content: captionFile, label: line(60).optional() }), maxBodyBytes: mostCaptionBytes * 2,
      replies: { 200: captionTrack }, errors: ['video_not_found', 'language_unknown', 'captions_unreadable', 'too_many_captions'],
    }),
    removeCaptions: route({
      method: 'DELETE', path: '/videos/{id}/captions/{language}', who: 'member', summary: 'Takes the captions in this language away; its owner only.',
      params: byLanguage, replies: { 204: null }, errors: ['video_not_found', 'language_unknown', 'captions_not_found'],
    }),
    thumbnails: route({
      method: 'GET', path: '/videos/{id}/thumbnails', who: 'member', summary: 'The pictures that may stand for a film; its owner only.', params: byId,
      replies: { 200: thumbnails }, errors: ['video_not_found'],
    }),
    chooseThumbnail: route({
      method: 'PUT', path: '/videos/{id}/thumbnail', who: 'member', summary: 'Chooses the picture that stands for a film: one of those offered, any frame, or one\'s own. A frame takes some seconds; until then the old one stands. Its owner only.',
      params: byId, body: thumbnailWish, replies: { 200: thumbnails }, errors: ['video_not_found', 'no_such_thumbnail', 'not_ready_for_frames', 'beyond_the_end', 'file_not_kept', 'picture_not_found'],
    }),
    forgetThumbnail: route({
      method: 'DELETE', path: '/videos/{id}/thumbnail', who: 'member', summary: 'Goes back to the film\'s own first picture, and removes what its owner made; its owner only.',
      params: byId, replies: { 200: thumbnails }, errors: ['video_not_found'],
    }),
    restore: route({
      method: 'POST', path: '/videos/{id}/restore', who: 'member', summary: 'Brings a deleted film back, inside the undo window; its owner only.', params: byId,
      replies: { 200: video }, errors: ['video_not_found', 'undo_too_late'],
    }),
    retry: route({
      method: 'POST', path: '/videos/{id}/retry', who: 'member', summary: 'Tries a film that failed once more, or the qualities that could not be made of it while it plays on, with the file that was sent; its owner only.', params: byId,
      replies: { 200: video }, errors: ['video_not_found', 'not_failed', 'nothing_to_retry'],
    }),
    replace: route({
      method: 'POST', path: '/videos/{id}/replacement', who: 'member', summary: 'Opens the upload of another file for the film, which plays on until the new one is ready; its owner only. Parts go the way of any upload.', params: byId,
      body: z.object({ file }), replies: { 201: z.object({ video, upload: z.object({ partSize: z.int(), partCount: z.int() }) }) },
      errors: ['video_not_found', 'file_empty', 'file_too_large', 'not_settled', 'replacement_under_way'],
    }),
    giveUpReplacement: route({
      method: 'DELETE', path: '/videos/{id}/replacement', who: 'member', summary: 'Gives the other file up; the film stays as it is.', params: byId,
      replies: { 204: null }, errors: ['video_not_found', 'no_replacement'],
    }),
    batchChange: route({
      method: 'POST', path: '/videos/batch', who: 'member', summary: 'Changes several films alike; each is done or refused by itself.',
      body: z.object({ ids: someIds, change: z.object({ category, access, language, tags, publication: publicationWish }).partial().refine(change => Object.keys(change).length > 0, 'Say what to change.') }),
      replies: { 200: z.object({ items: z.array(outcome) }) },
    }),
    batchRemove: route({
      method: 'POST', path: '/videos/batch/delete', who: 'member', summary: 'Deletes several films; each is done or refused by itself.',
      body: z.object({ ids: someIds }), replies: { 200: z.object({ items: z.array(outcome) }) },
    }),
    ofChannel: route({
      method: 'GET', path: '/channels/{id}/videos', who: 'anyone', summary: 'A channel\'s films: all of them for its owner, the public ones for others.',
      params: z.object({ id: channelId }), query: z.object({ status: processing.optional(), limit, cursor }),
      replies: { 200: page(video) }, errors: ['channel_not_found', 'cursor_invalid'],
    }),
    staffList: route({
      method: 'GET', path: '/admin/videos', who: staff, summary: 'Films of anyone, latest first: all of them, those of a person, or those of a channel; of these all, or those in one state. Of a person\'s or a channel\'s films in one state a page may hold fewer than asked for.',
      query: z.object({ state: processing.optional(), ownerId: userId.optional(), channelId: channelId.optional(), limit, cursor })
        .refine(({ ownerId, channelId: channel }) => !ownerId || !channel, { path: ['channelId'], message: 'Ask for a person or a channel, one at a time.' }),
      replies: { 200: page(staffFilm) }, errors: ['cursor_invalid'],
    }),
    staffGet: route({
      method: 'GET', path: '/admin/videos/{id}', who: staff, summary: 'One film, deleted ones included while they can be brought back.', params: byId,
      replies: { 200: staffFilm }, errors: ['video_not_found'],
    }),
    staffRetry: route({
      method: 'POST', path: '/admin/videos/{id}/retry', who: ['admin'], summary: 'Tries somebody\'s film that failed, or lacks qualities, once more, with the file that was sent.', params: byId,
      body: z.object({ reason: text(500, 3) }), replies: { 200: staffFilm }, errors: ['video_not_found', 'not_failed', 'nothing_to_retry'],
    }),
  },
  events: {
    /** For ourselves: somebody asked for work that no event of AWS will tell of. */
    'video.asked': event({ entity: 'Video', when: 'changed', detail: z.object({ id: videoId, asks: z.int().optional(), version: z.int() }) }),
    'video.created': event({ entity: 'Video', when: 'created', detail: z.object({ id: videoId, channelId, ownerId: userId, version: z.int() }) }),
    'video.changed': event({ entity: 'Video', when: 'changed', detail: z.object({ id: videoId, channelId, ownerId: userId, title: z.string(), access, processing, deletedAt: z.string().nullable().optional(), version: z.int() }) }),
  },
})
