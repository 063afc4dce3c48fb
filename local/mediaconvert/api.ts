/** MediaConvert's REST API (2017-08-29): which request is which operation, what it needs, what it answers. */
import type { Api, ApiRequest, ApiResponse, Cloud, Permission } from '../plugin.ts'
import { AwsError } from '../plugin.ts'
import { jobOnTheWire } from './job.ts'
import type { Job } from './job.ts'
import type { JobRunner } from './job-runner.ts'
import type { JobStore } from './job-store.ts'
import { probe } from './probe.ts'
import { queueOnTheWire } from './queues.ts'
import type { Queues } from './queues.ts'
import { validateJob } from './validate-job.ts'
import type { CreateJobRequest } from './wire.ts'

export interface Parts { readonly cloud: Cloud; readonly store: JobStore; readonly queues: Queues; readonly runner: JobRunner; readonly arnPrefix: string }

/** Of every operation that has one. */
interface Body extends CreateJobRequest { readonly inputFiles?: readonly { readonly fileUrl?: string }[]; readonly arn?: string }
interface Call { readonly id: string; readonly query: URLSearchParams; readonly body: Body; readonly request: ApiRequest }
interface Operation {
  readonly method: string
  /** Below /2017-08-29; one parameter at most. */
  readonly path: RegExp
  permissions(call: Call, parts: Parts): Permission[]
  answer(call: Call, parts: Parts): Promise<ApiResponse> | ApiResponse
}

const operations: Readonly<Record<string, Operation>> = {
  CreateJob: {
    method: 'POST', path: /^\/jobs$/,
    permissions({ body }, { queues, arnPrefix }) {
      const { queue = 'Default', role, tags } = body
      return [
        { action: 'mediaconvert:CreateJob', resource: queues.arnOf(queue) },
        ...(role ? [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } }] : []),
        // The job has no id yet; policies name `jobs/*`.
        ...(tags && Object.keys(tags).length > 0 ? [{ action: 'mediaconvert:TagResource', resource: `${arnPrefix}jobs/new` }] : []),
      ]
    },
    answer: async ({ body }, parts) => reply(201, { job: jobOnTheWire(await createJob(body, parts)) }),
  },
  GetJob: {
    method: 'GET', path: /^\/jobs\/([^/]+)$/,
    permissions: ({ id }, { arnPrefix }) => [{ action: 'mediaconvert:GetJob', resource: `${arnPrefix}jobs/${id}` }],
    answer: ({ id }, parts) => reply(200, { job: jobOnTheWire(need(id, parts)) }),
  },
  CancelJob: {
    method: 'DELETE', path: /^\/jobs\/([^/]+)$/,
    permissions: ({ id }, { arnPrefix }) => [{ action: 'mediaconvert:CancelJob', resource: `${arnPrefix}jobs/${id}` }],
    async answer({ id }, parts) {
      const job = need(id, parts)
      if (!await parts.runner.cancel(job)) throw new AwsError('ConflictException', `The job ${id} cannot be cancelled: its status is ${job.status}`, 409)
      return reply(202, {})
    },
  },
  ListJobs: {
    method: 'GET', path: /^\/jobs$/,
    permissions: ({ query }, { queues }) => [{ action: 'mediaconvert:ListJobs', resource: queues.arnOf(query.get('queue') ?? '*') }],
    answer: ({ query }, parts) => reply(200, listJobs(query, parts)),
  },
  GetQueue: {
    method: 'GET', path: /^\/queues\/([^/]+)$/,
    permissions: ({ id }, { queues }) => [{ action: 'mediaconvert:GetQueue', resource: queues.arnOf(id) }],
    answer({ id }, { queues, store }) {
      const queue = queues.find(id)
      if (!queue) throw new AwsError('NotFoundException', `There is no queue ${id}`, 404)
      return reply(200, { queue: queueOnTheWire(queue, store.all) })
    },
  },
  ListQueues: {
    method: 'GET', path: /^\/queues$/,
    permissions: (_, { queues }) => [{ action: 'mediaconvert:ListQueues', resource: queues.arnOf('*') }],
    answer: (_, { queues, store }) => reply(200, { queues: queues.all.map(queue => queueOnTheWire(queue, store.all)) }),
  },
  Probe: {
    method: 'POST', path: /^\/probe$/,
    permissions: () => [{ action: 'mediaconvert:Probe', resource: '*' }],
    answer: async ({ body, request }, { cloud }) => reply(200, { probeResults: [await probe(body.inputFiles?.[0]?.fileUrl, cloud.use('s3'), request.caller)] }),
  },
  TagResource: {
    method: 'POST', path: /^\/tags$/,
    permissions: ({ body }) => [{ action: 'mediaconvert:TagResource', resource: body.arn ?? '*' }],
    async answer({ body }, { store }) {
      const job = store.all.find(({ arn }) => arn === body.arn)
      if (!job) throw new AwsError('NotFoundException', `There is nothing to tag at ${body.arn}`, 404)
      Object.assign(job.tags, body.tags)
      await store.saved()
      return reply(200, {})
    },
  },
}

export function createApi(parts: Parts): Api {
  return {
    signingName: 'mediaconvert',
    operationOf: request => Object.keys(operations).find(name => operations[name]!.method === request.method && operations[name]!.path.test(pathOf(request))) ?? null,
    permissions: async (name, request) => operations[name]!.permissions(await callOf(operations[name]!, request), parts),
    handle: async (name, request) => operations[name]!.answer(await callOf(operations[name]!, request), parts),
    error: ({ code, message, status, extra }) => {
      // Of all the names for a refusal, this protocol has one.
      const denied = code === 'AccessDeniedException' || code === 'AccessDenied'
      return { ...reply(denied ? 403 : status, { message, ...extra }), headers: { 'content-type': 'application/json', 'x-amzn-errortype': denied ? 'AccessDeniedException' : code } }
    },
  }
}

async function createJob(request: CreateJobRequest, { cloud, store, queues, runner }: Parts): Promise<Job> {
  const now = cloud.now().getTime()
  const same = request.clientRequestToken ? store.byToken(request.clientRequestToken, now) : undefined
  if (same) return same
  validateJob(request, queue => queues.find(queue) !== undefined)
  const job = await store.add(request, queues.find(request.queue ?? 'Default')!.arn, now)
  runner.wake()
  return job
}

function listJobs(query: URLSearchParams, { store, queues }: Parts): object {
  const [status, queue] = [query.get('status'), query.get('queue')]
  const newestFirst = query.get('order') === 'DESCENDING'
  const matching = store.all.filter(job => (!status || job.status === status) && (!queue || job.queue === queues.arnOf(queue)))
  const ordered = newestFirst ? matching.toReversed() : matching
  const limit = Math.min(20, Math.max(1, Number(query.get('maxResults') ?? 20)))
  const after = query.get('nextToken')
  const begin = after ? ordered.findIndex(({ id }) => id === after) + 1 : 0
  const page = ordered.slice(begin, begin + limit)
  return { jobs: page.map(jobOnTheWire), ...(begin + limit < ordered.length && { nextToken: page.at(-1)!.id }) }
}

function need(id: string, { store }: Parts): Job {
  const job = store.find(id)
  if (!job) throw new AwsError('NotFoundException', `There is no job ${id}`, 404)
  return job
}

const pathOf = (request: ApiRequest) => request.url.pathname.replace(/^\/2017-08-29/, '')

async function callOf({ path }: Operation, request: ApiRequest): Promise<Call> {
  const text = await request.text()
  try {
    return { id: decodeURIComponent(path.exec(pathOf(request))?.[1] ?? ''), query: request.url.searchParams, body: (text ? JSON.parse(text) : {}) as Body, request }
  } catch {
    throw new AwsError('BadRequestException', 'The request is not JSON.', 400)
  }
}

const reply = (status: number, body: object): ApiResponse => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
