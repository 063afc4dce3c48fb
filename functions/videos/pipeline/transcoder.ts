/** MediaConvert as the reconciler sees it: look into a file, start a job, ask how it goes, stop it. */
import {
  BadRequestException, CancelJobCommand, ConflictException, CreateJobCommand, GetJobCommand, NotFoundException, ProbeCommand, type CreateJobCommandInput, type MediaConvertClient,
} from '@aws-sdk/client-mediaconvert'
import { log } from '../../platform/log.ts'
import { frameSettings, type FrameOrder } from '../thumbnails/frame-settings.ts'
import { jobSettings, type JobOrder } from './job-settings.ts'
import type { Probed } from './source-from-probe.ts'
import { isTheFilmsFault } from './whose-fault.ts'

/** `failed`: because of the film, so that another attempt would fail too. `lost`: for any other reason. */
export type JobNews = { readonly state: 'running'; readonly percent: number } | { readonly state: 'done' } | { readonly state: 'failed' | 'lost'; readonly message: string }

export interface Transcoder {
  /** Null when MediaConvert cannot make sense of the file; throws when it could not look. */
  probe(url: string): Promise<Probed | null>
  /** Starts a job and returns its id; the same token within a minute is the same job. Null when MediaConvert refuses what is asked for, as it would again; throws when it could not now. */
  start(order: Omit<JobOrder, 'roleArn' | 'queueArn'>): Promise<string | null>
  /** Likewise for one frame of a film. */
  startFrame(order: Omit<FrameOrder, 'roleArn' | 'queueArn'>): Promise<string | null>
  look(jobId: string): Promise<JobNews>
  /** Harmless when the job is over. */
  cancel(jobId: string): Promise<void>
}

export function transcoder(client: MediaConvertClient, { roleArn, queueArn }: { roleArn: string; queueArn: string }): Transcoder {
  async function create(request: CreateJobCommandInput): Promise<string | null> {
    try {
      return (await client.send(new CreateJobCommand(request))).Job!.Id!
    } catch (problem) {
      if (!(problem instanceof BadRequestException)) throw problem
      log.error('MediaConvert refused a job', { ...request.UserMetadata, error: problem })
      return null
    }
  }
  return {
    async probe(url) {
      try {
        const { ProbeResults = [] } = await client.send(new ProbeCommand({ InputFiles: [{ FileUrl: url }] }))
        return (ProbeResults[0] as Probed | undefined) ?? null
      } catch (problem) {
        if (problem instanceof BadRequestException) return null
        throw problem
      }
    },
    start: order => create(jobSettings({ ...order, roleArn, queueArn })),
    startFrame: order => create(frameSettings({ ...order, roleArn, queueArn })),
    async look(jobId) {
      try {
        const { Job } = await client.send(new GetJobCommand({ Id: jobId }))
        switch (Job?.Status) {
          case 'COMPLETE': return { state: 'done' }
          case 'ERROR': return { state: isTheFilmsFault(Job.ErrorCode) ? 'failed' : 'lost', message: `${Job.ErrorCode ?? ''} ${Job.ErrorMessage ?? ''}`.trim() }
          case 'CANCELED': return { state: 'lost', message: 'The job was cancelled.' }
          default: return { state: 'running', percent: Job?.JobPercentComplete ?? 0 }
        }
      } catch (problem) {
        if (problem instanceof NotFoundException) return { state: 'lost', message: 'There is no such job any more.' }
        throw problem
      }
    },
    async cancel(jobId) {
      try {
        await client.send(new CancelJobCommand({ Id: jobId }))
      } catch (problem) {
        if (!(problem instanceof ConflictException || problem instanceof BadRequestException || problem instanceof NotFoundException)) throw problem
      }
    },
  }
}
