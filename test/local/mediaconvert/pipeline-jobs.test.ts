/** The request that our own pipeline sends is one that MediaConvert takes, and its outputs are where the pipeline looks for them. */
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { jobSettings } from '../../../functions/videos/pipeline/job-settings.ts'
import { rungsForSource } from '../../../functions/videos/pipeline/rungs-for-source.ts'
import { sourceFromProbe } from '../../../functions/videos/pipeline/source-from-probe.ts'
import type { Probed, Source } from '../../../functions/videos/pipeline/source-from-probe.ts'
import { startEngine } from '../../../local/mediaconvert/engine/start-engine.ts'
import { probeResult } from '../../../local/mediaconvert/probe-result.ts'
import { specFromJob } from '../../../local/mediaconvert/spec-from-job.ts'
import { validateJob } from '../../../local/mediaconvert/validate-job.ts'
import { media } from '../../support/media/media.ts'
import type { MediaName } from '../../support/media/media.ts'
import { wireSettings } from '../../support/media/wire-settings.ts'
import { sizesOf, temporaryFolder } from './engine-jobs.ts'

const roleArn = 'arn:aws:iam::000000000000:role/encoder'

it.each<[MediaName, string[]]>([
  ['landscape-360p', ['640x360', '426x240', '256x144']],
  ['portrait-phone', ['360x640', '240x426', '144x256']],
  ['no-audio', ['640x360', '426x240', '256x144']],
])('%s goes through probe, plan and encoder in one piece', async (name, sizes) => {
  const input = await media(name)
  const source = await probed(input)
  const { Settings, Role, ...request } = jobSettings({
    videoId: 'vid_1', ownerId: 'usr_1', kind: 'ladder', ahead: 0, source, rungs: rungsForSource(source), input: 's3://uploads/source', output: 's3://films/v/1/',
    language: 'en', withPoster: true, tileEverySeconds: 1, token: 'token', roleArn, queueArn: 'house',
  })
  const settings = wireSettings(Settings!)
  validateJob({ role: Role!, queue: request.Queue!, priority: request.Priority!, statusUpdateInterval: request.StatusUpdateInterval!, userMetadata: request.UserMetadata!, settings }, () => true)
  const directory = temporaryFolder()
  const answer = await startEngine(specFromJob(settings, { input, directory, niceness: 0 }))
  expect(sizesOf(answer)).toEqual(expect.arrayContaining(sizes))
  expect(readdirSync(directory, { recursive: true })).toEqual(expect.arrayContaining(['0/film.m3u8', '0/film.mpd', '1/poster.0000000.jpg', '2/tile.0000000.jpg', '2/tile.0000001.jpg']))
})

async function probed(input: string): Promise<Source> {
  const answer = await startEngine({ task: 'probe', input })
  if (answer.kind !== 'source') throw new Error('no film')
  const source = sourceFromProbe(upper(probeResult(answer.source, { size: 1, etag: 'e', contentType: 'video/mp4' })) as Probed)
  if ('refusal' in source) throw new Error(source.refusal)
  return source
}

/** As the SDK hands an answer over. */
function upper(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upper)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), upper(inner)]))
}
