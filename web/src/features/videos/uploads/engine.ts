/**
 * Uppy, sending files to S3 in parts by addresses that our API signs. The API has opened the upload before Uppy
 * hears of it, so that Uppy always takes its way of resuming: it asks what has arrived and sends the rest. On that
 * way a failure never gives the upload up; only the person does.
 */
import AwsS3 from '@uppy/aws-s3'
import Uppy from '@uppy/core'
import { ApiProblem } from '../../../../../functions/platform/contract-client.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../app/query-client.ts'
import { videoKeys } from '../queries.ts'
import { HouseSentence } from '../../../components/problem.ts'
import { words } from '../../../words.ts'
import { isConnectionLost, stopWaiting, waitForConnection } from './connection.ts'
import { beginToLeave, endNow, stay } from './giving-up.ts'
import { changeUpload, currentUploads, dropAll } from './uploads.ts'

interface FilmMeta { [key: string]: unknown; videoId: string; uploadKey: string; partSize: number }
type NoBody = Record<string, never>

/** What marks a file as one whose upload is open already; aws-s3 reads it, though its types do not say so. */
const opened = (videoId: string): object => ({ s3Multipart: { key: videoId, uploadId: videoId } })

/** By the file itself: all that Uppy hands over when it cuts one up. */
const partSizes = new WeakMap<object, number>()
/** By our key; a file is known to Uppy by its own. */
const uppyIds = new Map<string, string>()
/** For telling the speed, by our key. */
const lastSeen = new Map<string, { at: number; sent: number }>()

const uppy = new Uppy<FilmMeta, NoBody>({ autoProceed: false, onBeforeFileAdded: () => true }).use(AwsS3<FilmMeta, NoBody>, {
  shouldUseMultipart: true,
  limit: 4,
  getChunkSize: file => partSizes.get(file)!,
  createMultipartUpload: ({ meta: { videoId } }) => ({ key: videoId, uploadId: videoId }),
  listParts: async ({ meta: { videoId } }) => (await api.videos.uploadStatus({ params: { id: videoId } })).parts.map(({ partNumber, size }) => ({ PartNumber: partNumber, Size: size, ETag: 'arrived' })),
  signPart: async ({ meta: { videoId } }, { partNumber, signal }) => {
    const { urls: [signed] } = await api.videos.uploadUrls({ params: { id: videoId }, body: { partNumbers: [partNumber] }, signal })
    return { method: 'PUT', url: signed!.url }
  },
  completeMultipartUpload: async ({ meta: { videoId, uploadKey } }) => {
    changeUpload(uploadKey, { state: 'finishing' })
    await api.videos.completeUpload({ params: { id: videoId } })
    return {}
  },
  abortMultipartUpload: async ({ meta: { videoId } }) => {
    await api.videos.abortUpload({ params: { id: videoId } })
    await queryClient.invalidateQueries({ queryKey: videoKeys.all })
  },
})

uppy.on('upload-progress', (file, { bytesUploaded, uploadStarted }) => {
  if (!file || !uploadStarted) return
  const now = performance.now()
  const upload = currentUploads().find(({ key }) => key === file.meta.uploadKey)
  if (!upload || (upload.state !== 'sending' && upload.state !== 'waiting')) return
  const sent = typeof bytesUploaded === 'number' ? bytesUploaded : 0
  const last = lastSeen.get(upload.key)
  lastSeen.set(upload.key, { at: now, sent })
  const speed = last && now > last.at && sent > last.sent ? ((sent - last.sent) / (now - last.at)) * 1000 : null
  const smoothed = speed === null ? upload.bytesPerSecond : upload.bytesPerSecond === 0 ? speed : upload.bytesPerSecond * 0.9 + speed * 0.1
  changeUpload(upload.key, { state: 'sending', sent, bytesPerSecond: smoothed })
})

uppy.on('upload-success', file => {
  if (!file) return
  changeUpload(file.meta.uploadKey, { state: 'sent', sent: file.size ?? 0 })
  void queryClient.invalidateQueries({ queryKey: videoKeys.all })
})
uppy.on('upload-error', (file, problem) => {
  if (!file || !uppyIds.has(file.meta.uploadKey)) return
  const { uploadKey } = file.meta
  if (isConnectionLost(problem)) waitForConnection(uploadKey, () => goOn(uploadKey))
  else changeUpload(uploadKey, { state: 'failed', problem: problem instanceof ApiProblem ? problem : new HouseSentence(words.videos.upload.partRefused, { cause: problem }) })
})
// Uppy keeps what it is sending until the connection is back; here that is said.
window.addEventListener('offline', () => currentUploads().forEach(({ key, state }) => state === 'sending' && changeUpload(key, { state: 'waiting', bytesPerSecond: 0 })))

/** Sends what is missing of a film whose upload is open. */
export function send(file: File, { videoId, uploadKey, partSize }: FilmMeta): void {
  partSizes.set(file, partSize)
  const id = uppy.addFile({ name: `${uploadKey}`, type: file.type, data: file, meta: { videoId, uploadKey, partSize } })
  uppyIds.set(uploadKey, id)
  uppy.setFileState(id, opened(videoId))
  changeUpload(uploadKey, { state: 'sending' })
  // Its failures arrive as events.
  uppy.upload().catch(() => undefined)
}

export function pauseOrResume(key: string): void {
  const id = uppyIds.get(key)
  if (id === undefined) return
  lastSeen.delete(key)
  const isPaused = uppy.pauseResume(id)
  changeUpload(key, { state: isPaused ? 'paused' : 'sending', bytesPerSecond: 0 })
}
/** Sends what is missing once more, unless Uppy is at it. Until something moves, it is shown as it was. */
function goOn(key: string): void {
  const id = uppyIds.get(key)
  if (id === undefined || !uppy.getFile(id).error) return
  stopWaiting(key)
  lastSeen.delete(key)
  uppy.retryUpload(id).catch(() => undefined)
}
export function retry(key: string): void {
  changeUpload(key, { state: 'sending', problem: null, bytesPerSecond: 0 })
  goOn(key)
}

/** Gives the upload up, and with it the film; for a moment it can be had back. */
export function giveUp(key: string): void {
  const id = uppyIds.get(key)
  if (!beginToLeave(key, videoId => void end(key, videoId))) return
  stopWaiting(key)
  if (id === undefined) return
  const { error, isPaused } = uppy.getFile(id)
  if (!error && !isPaused) uppy.pauseResume(id)
}
export function keep(key: string): void {
  const before = stay(key)
  const id = uppyIds.get(key)
  if (id === undefined || (before !== 'sending' && before !== 'waiting')) return
  if (uppy.getFile(id).isPaused) uppy.pauseResume(id)
  else goOn(key)
}
async function end(key: string, videoId: string): Promise<void> {
  const id = uppyIds.get(key)
  uppyIds.delete(key)
  if (id !== undefined) uppy.removeFile(id)
  await api.videos.abortUpload({ params: { id: videoId } }).catch(() => undefined)
  await queryClient.invalidateQueries({ queryKey: videoKeys.all })
}

/** Lets go of everything, which may go on another time: whoever sends it leaves. */
export function stopAll(): void {
  endNow()
  currentUploads().forEach(({ key }) => stopWaiting(key))
  uppyIds.clear()
  uppy.pauseAll()
  dropAll()
}
