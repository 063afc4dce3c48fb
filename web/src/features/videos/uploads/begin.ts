/** Files become films: announced to the API, then sent. Uppy is loaded with the first of them. */
import type { Video } from '../../../../../functions/videos/contract.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../app/query-client.ts'
import { videoKeys } from '../queries.ts'
import { titleFromFile } from './title-from-file.ts'
import { addUpload, changeUpload } from './uploads.ts'

const engine = () => import('./engine.ts')

/** Opens an upload for a new film, private until its owner says otherwise. Its failures are shown in the drawer. */
export async function uploadFilm(file: File, channelId: string): Promise<string | null> {
  const key = addUpload(file.name, file.size)
  try {
    const [{ video, upload }, { send }] = await Promise.all([
      api.videos.create({ body: { channelId, title: titleFromFile(file.name), file: { name: file.name, size: file.size, type: file.type || 'application/octet-stream' } }, headers: { 'idempotency-key': key } }),
      engine(),
    ])
    changeUpload(key, { videoId: video.id })
    send(file, { videoId: video.id, uploadKey: key, partSize: upload.partSize })
    void queryClient.invalidateQueries({ queryKey: videoKeys.ofChannel(channelId) })
    return video.id
  } catch (problem) {
    changeUpload(key, { state: 'failed', problem })
    return null
  }
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
  const key = addUpload(file.name, file.size, videoId)
  try {
    const [{ video, upload }, { send }] = await Promise.all([
      api.videos.replace({ params: { id: videoId }, body: { file: { name: file.name, size: file.size, type: file.type || 'application/octet-stream' } } }),
      engine(),
    ])
    queryClient.setQueryData(videoKeys.one(videoId), video)
    send(file, { videoId, uploadKey: key, partSize: upload.partSize })
  } catch (problem) {
    changeUpload(key, { state: 'failed', problem })
  }
}

/** Goes on with an upload that another page began. */
export async function resumeFilm(file: File, videoId: string): Promise<void> {
  const key = addUpload(file.name, file.size, videoId)
  try {
    const [{ partSize }, { send }] = await Promise.all([api.videos.uploadStatus({ params: { id: videoId } }), engine()])
    send(file, { videoId, uploadKey: key, partSize })
  } catch (problem) {
    changeUpload(key, { state: 'failed', problem })
  }
}
