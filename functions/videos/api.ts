import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { api, type Viewer } from '../platform/api.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { maySee } from '../platform/shared-film.ts'
import { ChannelReference } from '../platform/shared-keys.ts'
import { insiderFor, insiderIn, insiderOf, memberRequest, type Insider } from '../platform/team.ts'
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
import type { Pass } from './owner/insiders-address.ts'
import { publishVideo } from './publication/publish-video.ts'
import { giveUpReplacement, replaceFile } from './replacement/replace-file.ts'
import { versionOf } from './replacement/replacement.ts'
import { versionStore } from './replacement/version-store.ts'
import { filmsOfTheHouse } from './staff/films-of-the-house.ts'
import { staffView } from './staff/staff-view.ts'
import { uploadPlan } from './upload/upload-plan.ts'
import { chooseThumbnail, forgetThumbnail } from './thumbnails/choose-thumbnail.ts'
import { thumbnailsView } from './thumbnails/thumbnails-view.ts'
import { abortUpload, completeUpload, signParts, uploadStatus } from './upload/upload-video.ts'
import { progressOf, videoView } from './video-view.ts'
import { asFilm } from './video-store.ts'

const effects = wiring()
const { store } = effects
/** With whoever does it, for the audit trail. */
const by = ({ id }: { readonly id: string }) => ({ ...effects, by: id })

export const handler = api(videosContract, {
  async create({ body, person, viewer, request, attempt }) {
    const { film, insider } = await announceVideo({ announced: body, personId: person.id, attempt, now: request.now }, effects)
    // Found again by a repeated request, its file may have arrived: what the upload was stays true.
    return { video: await view(film, insider, request.now, viewer), upload: uploadPlan(film.file.size) }
  },
  uploadUrls: async ({ params, body, person }) => signParts(uploading((await own(params.id, person.id)).film).film, body.partNumbers, effects),
  uploadStatus: async ({ params, person }) => uploadStatus(uploading((await own(params.id, person.id)).film).film, effects),
  async completeUpload({ params, person, viewer, request }) {
    const { film, store: through } = uploading((await own(params.id, person.id)).film)
    await completeUpload(film, { ...effects, store: through })
    return viewOwn(params.id, person.id, request.now, viewer)
  },
  async abortUpload({ params, person }) {
    const { film } = await own(params.id, person.id)
    return film.replacement ? giveUpReplacement(film, effects) : abortUpload(film, effects)
  },
  async replace({ params, body, person, viewer, request }) {
    const { film: before, insider } = await own(params.id, person.id)
    const film = await replaceFile(before, body.file, effects)
    const { partSize, partCount } = film.replacement!.upload!
    return { video: await view(film, insider, request.now, viewer), upload: { partSize, partCount } }
  },
  giveUpReplacement: async ({ params, person }) => giveUpReplacement((await own(params.id, person.id)).film, effects),

  browse: async ({ query, request }) => browseVideos(query, request.now, store),
  feed: async ({ query, person, request }) => ({ items: (await feedOf(person.id, query, store)).map(film => videoView(film, false, request.now, null)) }),
  async get({ params, viewer, request }) {
    const { film, insider } = await seen(params.id, viewer)
    return view(film, insider, request.now, viewer)
  },
  async put({ params, body, person, viewer, request }) {
    const { film, insider } = await own(params.id, person.id)
    return view(await editVideo(film, body, request.ifMatch, by(person)), insider, request.now, viewer)
  },
  remove: async ({ params, person }) => deleteVideo((await own(params.id, person.id)).film, by(person)),

  async publish({ params, body, person, viewer, request }) {
    const { film, insider } = await own(params.id, person.id)
    return view(await publishVideo(film, body, by(person)), insider, request.now, viewer)
  },
  async restore({ params, person, viewer, request }) {
    const { film, insider } = await evenDeleted(params.id, person.id)
    return view(await restoreVideo(film, by(person)), insider, request.now, viewer)
  },
  async retry({ params, person, viewer, request }) {
    const { film, store: through } = uploading((await own(params.id, person.id)).film)
    await retryVideo(film, { ...effects, store: through })
    return viewOwn(params.id, person.id, request.now, viewer)
  },
  async batchChange({ body, person }) {
    const amend = amendment(body.change, by(person))
    return eachOf(body.ids, async id => amend((await own(id, person.id)).film))
  },
  batchRemove: async ({ body, person }) => eachOf(body.ids, async id => deleteVideo((await own(id, person.id)).film, by(person))),

  async captions({ params, viewer }) {
    const { film, insider } = await seen(params.id, viewer)
    const pass = await passFor(insider, viewer)
    return { items: film.captions.map(caption => captionView(film, caption, pass)) }
  },
  async putCaptions({ params, body, person, viewer }) {
    const { film, insider } = await own(params.id, person.id)
    return captionView(film, await putCaptions(film, params.language, body, effects), await passFor(insider, viewer))
  },
  removeCaptions: async ({ params, person }) => removeCaptions((await own(params.id, person.id)).film, params.language, effects),

  async thumbnails({ params, person, viewer }) {
    const { film, insider } = await own(params.id, person.id)
    return thumbnails(film, insider, viewer)
  },
  async chooseThumbnail({ params, body, person, viewer }) {
    const { film, insider } = await own(params.id, person.id)
    return thumbnails(await chooseThumbnail(film, body, person.id, by(person)), insider, viewer)
  },
  async forgetThumbnail({ params, person, viewer }) {
    const { film, insider } = await own(params.id, person.id)
    return thumbnails(await forgetThumbnail(film, by(person)), insider, viewer)
  },

  async ofChannel({ params, query, viewer, request }) {
    const { channel, member, userId } = await channelFor(params.id, viewer)
    const insider = insiderOf({ channelId: channel.id, ownerId: channel.ownerId }, member, userId)
    return videosOfChannel(params.id, query, request.now, await passFor(insider, viewer), store)
  },

  staffList: ({ query }) => filmsOfTheHouse(query, store),
  staffGet: async ({ params }) => staffView(await anyFilm(params.id)),
  async staffRetry({ params: { id }, body: { reason }, person }) {
    const { film, store: through } = uploading(await anyFilm(id))
    await retryVideo(film, { ...effects, store: through }, { actor: person.id, action: 'video.retried', subject: id, reason, before: { failure: progressOf(film).reason?.code ?? null }, after: { failure: null } })
    return staffView(await anyFilm(id))
  },
}, { platform: platformFromEnv() })

/** A film that this viewer may know of. Whoever has ever joined a team costs one small read more. */
async function seen(id: string, viewer: Viewer) {
  const { person, items: [found] } = await viewer.readWith(store.request(id))
  if (!found) throw errors.video_not_found()
  const film = asFilm(found)
  const insider = await insiderFor(film, person)
  if (!maySee(film, insider !== null)) throw errors.video_not_found()
  return { film, insider }
}

/** Somebody else's film does not exist for whoever wants to change it. */
async function own(id: string, userId: string): Promise<{ film: Film; insider: Insider }> {
  const mine = await evenDeleted(id, userId)
  if (mine.film.deletedAt) throw errors.video_not_found()
  return mine
}

async function evenDeleted(id: string, userId: string): Promise<{ film: Film; insider: Insider }> {
  const film = await store.find(id)
  const insider = film && await insiderIn(film, userId)
  if (!film || !insider) throw errors.video_not_found()
  return { film, insider }
}

async function channelFor(id: string, viewer: Viewer) {
  const channelRequest = ChannelReference.build(BatchGetRequest).key({ id })
  if (viewer.userId === null) {
    const { items: [channel] } = await viewer.readWith(channelRequest)
    if (!channel) throw errors.channel_not_found()
    return { channel, member: null, userId: null }
  }
  const { items: [channel, member] } = await viewer.readWith(channelRequest, memberRequest(id, viewer.userId))
  if (!channel) throw errors.channel_not_found()
  return { channel, member, userId: viewer.userId }
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

const thumbnails = async (film: Film, insider: Insider, viewer: Viewer) => thumbnailsView(film, (await passFor(insider, viewer))!)

async function passFor(insider: Insider | null, viewer: Viewer): Promise<Pass | null> {
  return insider && viewer.issuedAt !== null ? { insider, since: viewer.issuedAt, key: await effects.playbackSecret.current() } : null
}

/** Only a private poster, for its team, needs the signing key. */
async function view(film: Film, insider: Insider | null, now: Date, viewer: Viewer) {
  const needsKey = film.poster !== null && film.posterImage === null
  return videoView(film, insider !== null, now, needsKey ? await passFor(insider, viewer) : null)
}

async function viewOwn(id: string, userId: string, now: Date, viewer: Viewer) {
  const { film, insider } = await own(id, userId)
  return view(film, insider, now, viewer)
}
