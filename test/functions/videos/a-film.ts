import type { Film } from '../../../functions/videos/film.ts'
import type { Source } from '../../../functions/videos/pipeline/source-from-probe.ts'

export const at = new Date('2026-11-20T10:00:00.000Z')
export const aSource: Source = { width: 1280, height: 720, durationSeconds: 12, framesPerSecond: 30, rotation: 0, hasAudio: true, videoCodec: 'AVC', audioCodec: 'AAC', container: 'mp4' }

/** A film that has just been announced, except as said. */
export const aFilm = (differing: Partial<Film> = {}): Film => ({
  id: 'vid_01kaaaaaaaaaaaaaaaaaaaaaaa', channelId: 'chn_01kaaaaaaaaaaaaaaaaaaaaaaa', ownerId: 'usr_ana00000000000000000', channel: { id: 'chn_01kaaaaaaaaaaaaaaaaaaaaaaa', handle: 'northlight', name: 'Northlight' },
  title: 'The long thaw', description: '', tags: [], category: 'nature', access: 'public', language: 'en', file: { name: 'thaw.mp4', size: 1000, type: 'video/mp4' },
  upload: { id: 'up', partSize: 16 * 1024 ** 2, partCount: 1 }, sourceKey: 'uploads/vid_01kaaaaaaaaaaaaaaaaaaaaaaa/source', processing: 'uploading', failure: null, source: null,
  claims: 0, jobs: { first: null, ladder: null }, published: null, poster: null, imageName: 'img_x', posterImage: null, captions: [], leftovers: [], replacement: null, views: 0, publication: null, publishedAt: null, withdrawnAt: null, deletedAt: null, erasing: false, asks: 0,
  createdAt: at.toISOString(), updatedAt: at.toISOString(), version: 1, ...differing,
})
