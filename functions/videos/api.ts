import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { api, type Viewer } from '../platform/api.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { maySee } from '../platform/shared-film.ts'
import { ChannelReference } from '../platform/shared-keys.ts'
import { amendment } from './editing/amend-video.ts'
import { announceVideo } from './upload/announce-video.ts'
import { wiring } from './api-wiring.ts'
import { captionView } from './captions/caption-view.ts'
import { putCaptions, removeCaptions } from './captions/keep-captions.ts'
import { browseVideos, videosOfChannel } from './listing/browse-videos.ts'
import { videosContract } from './contract.ts'
import { eachOf } from './editing/each-of.ts'
import { deleteVideo, editVideo, restoreVideo, retryVideo } from './editing/edit-video.ts'
import { errors } from './errors.ts'
import { feedOf } from './feed.ts'
import type { Film } from './film.ts'
import { publishVideo } from './publication/publish-video.ts'
import { giveUpReplacement, replaceFile } from './replacement/replace-file.ts'
import { versionOf } from './replacement/replacement.ts'
import { versionStore } from './replacement/version-store.ts'
import { filmsOfTheHouse } from './staff/films-of-the-house.ts'
import { staffView } from './staff/staff-view.ts'
import { abortUpload, completeUpload, signParts, uploadStatus } from './upload/upload-video.ts'
import { videoView } from './video-view.ts'
import { asFilm } from './video-store.ts'

const effects = wiring()
const { store } = effects

export const handler = api(videosContract, {
  async create({ body, person, request }) {
    const film = await announceVideo(body, person.id, request.now, effects)
    return { video: await view(film, person.id, request.now), upload: { partSize: film.upload!.partSize, partCount: film.upload!.partCount } }
  },
  uploadUrls: async ({ params, body, person }) => signParts(uploading(await own(params.id, person.id)).film, body.partNumbers, effects),
  uploadStatus: async ({ params, person }) => uploadStatus(uploading(await own(params.id, person.id)).film, effects),
  async completeUpload({ params, person, request }) {
    const { film, store: through } = uploading(await own(params.id, person.id))
    await completeUpload(film, { ...effects, store: through })
    return view(await own(params.id, person.id), person.id, request.now)
  },
  async abortUpload({ params, person }) {
    const film = await own(params.id, person.id)
    return film.replacement ? giveUpReplacement(film, effects) : abortUpload(film, effects)
  },
  async replace({ params, body, person, request }) {
    const film = await replaceFile(await own(params.id, person.id), body.file, effects)
    const { partSize, partCount } = film.replacement!.upload!
    return { video: await view(film, person.id, request.now), upload: { partSize, partCount } }
  },
  giveUpReplacement: async ({ params, person }) => giveUpReplacement(await own(params.id, person.id), effects),

  browse: async ({ query, viewer, request }) => browseVideos(query, viewer.userId, request.now, store),
  feed: async ({ query, person, request }) => ({ items: (await feedOf(person.id, query, store)).map(film => videoView(film, person.id, request.now, null)) }),
  async get({ params, viewer, request }) {
    const { film, userId } = await seen(params.id, viewer)
    return view(film, userId, request.now)
  },
  async put({ params, body, person, request }) {
    return view(await editVideo(await own(params.id, person.id), body, request.ifMatch, effects), person.id, request.now)
  },
  remove: async ({ params, person }) => deleteVideo(await own(params.id, person.id), effects),

  publish: async ({ params, body, person, request }) => view(await publishVideo(await own(params.id, person.id), body, effects), person.id, request.now),
  restore: async ({ params, person, request }) => view(await restoreVideo(await evenDeleted(params.id, person.id), effects), person.id, request.now),
  async retry({ params, person, request }) {
    const { film, store: through } = uploading(await own(params.id, person.id))
    await retryVideo(film, { ...effects, store: through })
    return view(await own(params.id, person.id), person.id, request.now)
  },
  async batchChange({ body, person }) {
    const amend = amendment(body.change, effects)
    return eachOf(body.ids, async id => amend(await own(id, person.id)))
  },
  batchRemove: async ({ body, person }) => eachOf(body.ids, async id => deleteVideo(await own(id, person.id), effects)),

  async captions({ params, viewer, request }) {
    const { film, userId } = await seen(params.id, viewer)
    const key = film.ownerId === userId ? await effects.playbackSecret.current() : null
    return { items: film.captions.map(caption => captionView(film, caption, request.now, key)) }
  },
  async putCaptions({ params, body, person, request }) {
    const film = await own(params.id, person.id)
    return captionView(film, await putCaptions(film, params.language, body, effects), request.now, await effects.playbackSecret.current())
  },
  removeCaptions: async ({ params, person }) => removeCaptions(await own(params.id, person.id), params.language, effects),

  async ofChannel({ params, query, viewer, request }) {
    const { person, items: [channel] } = await viewer.readWith(ChannelReference.build(BatchGetRequest).key({ id: params.id }))
    if (!channel) throw errors.channel_not_found()
    const isOwner = channel.ownerId === person?.id
    return videosOfChannel(params.id, query, { userId: person?.id ?? null, isOwner }, request.now, isOwner ? await effects.playbackSecret.current() : null, store)
  },

  staffList: ({ query }) => filmsOfTheHouse(query, store),
  staffGet: async ({ params }) => staffView(await anyFilm(params.id)),
  async staffRetry({ params: { id }, body: { reason }, person }) {
    const { film, store: through } = uploading(await anyFilm(id))
    await retryVideo(film, { ...effects, store: through }, { actor: person.id, action: 'video.retried', subject: id, reason, before: { failure: film.failure?.code ?? null }, after: { failure: null } })
    return staffView(await anyFilm(id))
  },
}, { platform: platformFromEnv() })

/** A film that this viewer may know of. */
async function seen(id: string, viewer: Viewer) {
  const { person, items: [found] } = await viewer.readWith(store.request(id))
  const film = found ? asFilm(found) : null
  const userId = person?.id ?? null
  if (!maySee(film, userId)) throw errors.video_not_found()
  return { film, userId }
}

/** Somebody else's film does not exist for whoever wants to change it. */
async function own(id: string, userId: string): Promise<Film> {
  const film = await evenDeleted(id, userId)
  if (film.deletedAt) throw errors.video_not_found()
  return film
}

async function evenDeleted(id: string, userId: string): Promise<Film> {
  const film = await store.find(id)
  if (!film || film.ownerId !== userId) throw errors.video_not_found()
  return film
}

/** For staff: whoever it belongs to. */
async function anyFilm(id: string): Promise<Film> {
  const film = await store.find(id)
  if (!film) throw errors.video_not_found()
  return film
}

/** Whose file is meant: that of the version behind the film, where there is one, else the film's own. */
function uploading(film: Film) {
  const version = film.replacement?.givenUp ? null : versionOf(film)
  return version ? { film: version, store: versionStore(store, effects.now) } : { film, store }
}

/** Only an owner's private poster needs the signing key. */
async function view(film: Film, userId: string | null, now: Date) {
  const needsKey = film.ownerId === userId && film.poster !== null && film.posterImage === null
  return videoView(film, userId, now, needsKey ? await effects.playbackSecret.current() : null)
}
