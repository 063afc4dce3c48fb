/** Files become films: announced to the API, then sent. Uppy is loaded with the first of them. */
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../app/query-client.ts'
import { videoKeys } from '../queries.ts'
import { isConnectionLost, stopWaiting, waitForConnection } from './connection.ts'
import { titleFromFile } from './title-from-file.ts'
import { addUpload, changeUpload, dropUpload } from './uploads.ts'

const engine = () => import('./engine.ts')
/** How a file is told to the API. */
const told = ({ name, size, type }: File) => ({ name, size, type: type || 'application/octet-stream' })

interface Opened { readonly videoId: string; readonly partSize: number }
/** Uploads that the API has not opened yet, by their key: each keeps its file for another attempt. */
const beginnings = new Map<string, () => Promise<string | null>>()

/** Opens an upload and hands it over to the engine. Answers its film; null when that failed, which the drawer shows. */
async function begin(key: string, file: File, open: () => Promise<Opened>): Promise<string | null> {
  const again = () => begin(key, file, open)
  beginnings.set(key, again)
  try {
    const [{ videoId, partSize }, { send }] = await Promise.all([open(), engine()])
    // Dropped meanwhile.
    if (!beginnings.delete(key)) return null
    changeUpload(key, { videoId })
    send(file, { videoId, uploadKey: key, partSize })
    return videoId
  } catch (problem) {
    if (isConnectionLost(problem)) waitForConnection(key, () => void again())
    else changeUpload(key, { state: 'failed', problem })
    return null
  }
}

/** Opens an upload for a new film, private until its owner says otherwise. */
export function uploadFilm(file: File, channelId: string): Promise<string | null> {
  const key = addUpload(file.name, file.size)
  return begin(key, file, async () => {
    const { video, upload } = await api.videos.create({ body: { channelId, title: titleFromFile(file.name), file: told(file) }, headers: { 'idempotency-key': key } })
    void queryClient.invalidateQueries({ queryKey: videoKeys.ofChannel(channelId) })
    return { videoId: video.id, partSize: upload.partSize }
  })
}

/** Whether this is the file whose upload was interrupted, as far as a browser can tell. */
export const isSameFile = (file: File, known: NonNullable<Video['file']>): boolean => file.name === known.name && file.size === known.size

/** Goes on with those of these films whose files are among the chosen ones. Answers the files that belong to none. */
export async function resumeAmong(files: readonly File[], films: readonly Pick<Video, 'id' | 'file'>[]): Promise<File[]> {
  const pairs = files.map(file => ({ file, film: films.find(film => film.file && isSameFile(file, film.file)) }))
  await Promise.all(pairs.map(({ file, film }) => film && resumeFilm(file, film.id)))
  return pairs.filter(({ film }) => !film).map(({ file }) => file)
}

/** Sends another file for a film, which plays on until the new one is ready. */
export async function replaceFilm(file: File, videoId: string): Promise<void> {
  await begin(addUpload(file.name, file.size, videoId), file, async () => {
    const { video, upload } = await api.videos.replace({ params: { id: videoId }, body: { file: told(file) } })
    queryClient.setQueryData(videoKeys.one(videoId), video)
    return { videoId, partSize: upload.partSize }
  })
}

/** Goes on with an upload that another page began. */
export async function resumeFilm(file: File, videoId: string): Promise<void> {
  await begin(addUpload(file.name, file.size, videoId), file, async () => ({ videoId, partSize: (await api.videos.uploadStatus({ params: { id: videoId } })).partSize }))
}

/** Another attempt: at being announced, or at sending what is missing. */
export async function tryAgain(key: string): Promise<void> {
  const again = beginnings.get(key)
  if (!again) return (await engine()).retry(key)
  stopWaiting(key)
  changeUpload(key, { state: 'opening', problem: null })
  await again()
}

/** Gives up: a film that was announced can be had back for a moment; one that never was is simply let go. */
export async function leave(key: string): Promise<void> {
  if (!beginnings.delete(key)) return (await engine()).giveUp(key)
  stopWaiting(key)
  dropUpload(key)
}

/** Lets go of all of them, to go on another time. */
export async function stopAll(): Promise<void> {
  beginnings.clear();
  (await engine()).stopAll()
}
