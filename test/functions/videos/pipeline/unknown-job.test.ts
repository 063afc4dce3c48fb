import { expect, test } from 'vitest'
import { endUnknownJob } from '../../../../functions/videos/pipeline/unknown-job.ts'
import { jobClaimed } from '../../../../functions/videos/film.ts'
import { aFilm, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const film = jobClaimed(aFilm({ processing: 'transcoding' }), 'ladder', { token: 't', rungs: [], withPoster: false, at })
const heard = { jobId: 'job-1', videoId: film.id, status: 'PROGRESSING', output: `s3://films/${film.jobs.ladder!.prefix}` }
const elsewhere = `v/${film.id}/7-ladder/`

test('a job that its film knows, by its claim alone, is let be', async () => {
  const { effects, done } = oneFilm(film)
  expect(await endUnknownJob(heard, effects)).toBe(false)
  expect(done).toEqual([])
})
test.each([
  ['runs is stopped', 'PROGRESSING', 'cancel job-1'], ['has just begun is stopped', 'INPUT_INFORMATION', 'cancel job-1'],
  ['is done leaves nothing', 'COMPLETE', `delete films ${elsewhere}`], ['was stopped leaves nothing', 'CANCELED', `delete films ${elsewhere}`],
])('one of a claim that its film has forgotten, that %s', async (_, status, what) => {
  const { effects, done } = oneFilm(film)
  expect(await endUnknownJob({ ...heard, status, output: `s3://films/${elsewhere}` }, effects)).toBe(true)
  expect(done).toEqual([what])
})
test('what viewers may still hold addresses of is never taken for a forgotten claim', async () => {
  const { effects, done } = oneFilm({ ...film, leftovers: [{ bucket: 'films', prefix: `${elsewhere}film`, until: at.toISOString() }] })
  expect(await endUnknownJob({ ...heard, status: 'COMPLETE', output: `s3://films/${elsewhere}` }, effects)).toBe(false)
  expect(done).toEqual([])
})
test('news that point anywhere but into the film\'s own place change nothing', async () => {
  const { effects, done } = oneFilm(film)
  for (const output of ['s3://films/', 's3://films/v/', 's3://films/v/vid_other/1-ladder/', 'v/', '']) expect(await endUnknownJob({ ...heard, status: 'COMPLETE', output }, effects)).toBe(false)
  expect(done).toEqual([])
})
