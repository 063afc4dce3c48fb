import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { api } from '../platform/api.ts'
import { openCursor, signCursor } from '../platform/cursor.ts'
import { readEnv } from '../platform/env.ts'
import { FilmReference } from '../platform/film-reference.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { addressCaller } from '../platform/rate-limit.ts'
import { readTogether } from '../platform/read-together.ts'
import { secretOf } from '../platform/secrets.ts'
import { FollowReference } from '../platform/shared-keys.ts'
import { insiderIn } from '../platform/team.ts'
import { playbackContract } from './contract.ts'
import { env } from './env.ts'
import { listHistory, listUnfinished } from './list-watched.ts'
import { noteHeartbeat } from './note-heartbeat.ts'
import { previewFilm } from './preview-film.ts'
import { startPlayback } from './start-playback.ts'
import { viewStore } from './view-store.ts'
import { visitorSalt } from './visitor-salt.ts'
import { watchStore } from './watch-store.ts'

const secret = secretOf(readEnv(env).PLAYBACK_SECRET_ARN)

const effects = {
  watches: watchStore,
  views: viewStore,
  cursors: { openCursor, signCursor },
  signingKey: () => secret.current(),
  acceptedKeys: () => secret.accepted(),
  visitorSalt,
  insiderIn,
  async isInsider(videoId: string, personId: string) {
    const [film] = await readTogether([FilmReference.build(BatchGetRequest).key({ id: videoId })])
    return film !== undefined && await insiderIn(film, personId) !== null
  },
  async follows(channelId: string, userId: string) {
    const [follow] = await readTogether([FollowReference.build(BatchGetRequest).key({ channelId, userId })], { consistent: true })
    return follow !== undefined
  },
}

export const handler = api(playbackContract, {
  async start({ params, viewer, request }) {
    const { person, items: [film] } = await viewer.readLatestWith(FilmReference.build(BatchGetRequest).key({ id: params.id }))
    return startPlayback(film ?? null, person, { address: addressCaller(request.ip), userAgent: request.userAgent }, request.now, effects)
  },
  async preview({ params, viewer, request }) {
    const { person, items: [film] } = await viewer.readWith(FilmReference.build(BatchGetRequest).key({ id: params.id }))
    return previewFilm(film ?? null, person, request.now, effects)
  },
  heartbeat: async ({ params, body, viewer, request }) => noteHeartbeat(params.sessionId, body, viewer.userId, request.now, effects),

  history: ({ person, query, request }) => listHistory({ viewerId: person.id, profile: person.profile, now: request.now }, query, effects),
  continueWatching: ({ person, query, request }) => listUnfinished({ viewerId: person.id, profile: person.profile, now: request.now }, query, effects),
  forget: ({ person, params }) => watchStore.forget(person.id, person.profile, params.videoId),
  forgetAll: ({ person }) => watchStore.forgetAll(person.id, person.profile),
}, { platform: platformFromEnv() })
