/** The answer to a request that the viewer-request function let through: kept, kept and confirmed, or fetched. */
import { Readable } from 'node:stream'
import { cacheKey } from './cache/cache-key.ts'
import { limits } from './cache/cache.ts'
import type { Entry } from './cache/cache.ts'
import { ttlOf } from './cache/freshness.ts'
import { serveEntry } from './cache/serve-entry.ts'
import { behaviourFor } from './distribution.ts'
import type { Behaviour } from './distribution.ts'
import { edgeError } from './message.ts'
import type { EdgeRequest, EdgeResponse } from './message.ts'
import { fromHttpApi } from './origin/api-origin.ts'
import { fromS3, tagInS3 } from './origin/s3-origin.ts'
import type { Edge } from './serve.ts'

export async function edgeAnswer(edge: Edge, behaviour: Behaviour, asked: EdgeRequest): Promise<EdgeResponse> {
  const request = asked.uri === '/' && edge.distribution.defaultRootObject ? { ...asked, uri: `/${edge.distribution.defaultRootObject}` } : asked
  if (!behaviour.cachedMethods.has(request.method)) return tagged(fetched(edge, behaviour, request).then(response => withErrorPage(edge, response)), 'Miss')
  const key = cacheKey(behaviour, request)
  const found = edge.cache.get(key)
  // Where nothing is to be kept only an error may have been; what another behaviour keeps of this address is not for this one.
  const kept = found && (behaviour.cachePolicy.maxTtl > 0 || found.status >= 400) ? found : undefined
  if (kept && isFresh(edge, kept)) return tagged(serveEntry(kept, request, behaviour), 'Hit', ageOf(edge, kept))
  if (kept && await isStillTrue(edge, behaviour, request, kept)) return tagged(serveEntry(kept, request, behaviour), 'RefreshHit')

  // One request goes to the origin, the others for the same thing wait for it. Never where nothing is kept: they would queue.
  if (behaviour.cachePolicy.maxTtl > 0) {
    await edge.loading.get(key)
    const arrived = edge.cache.get(key)
    if (arrived && arrived !== kept && isFresh(edge, arrived)) return tagged(serveEntry(arrived, request, behaviour), 'Hit', ageOf(edge, arrived))
  }
  const loading = load(edge, behaviour, request, key, kept)
  edge.loading.set(key, loading)
  try {
    return await tagged(loading, 'Miss')
  } finally {
    if (edge.loading.get(key) === loading) edge.loading.delete(key)
  }
}

async function load(edge: Edge, behaviour: Behaviour, request: EdgeRequest, key: string, stale: Entry | undefined): Promise<EdgeResponse> {
  const original = await fetched(edge, behaviour, request)
  const now = edge.cloud.now()
  const ttl = ttlOf(behaviour.cachePolicy, original.status, original.headers, edge.distribution.errors.get(original.status)?.cachingMinTtl, now)
  if (stale && original.status >= 500) {
    // Rather old than broken, and the origin is left in peace for a while.
    stale.freshUntil = now.getTime() + ttl * 1000
    return serveEntry(stale, request, behaviour)
  }
  const response = await withErrorPage(edge, original)
  if (response.body instanceof Readable) return response
  const entry: Entry = { status: response.status, headers: withoutLength(response.headers), body: response.body, storedAt: now.getTime(), freshUntil: now.getTime() + ttl * 1000, compressed: new Map() }
  // The answer to HEAD has no body to keep, except from a bucket, which is read whole. Set-Cookie is one person's and never kept.
  const whole = request.method === 'GET' || behaviour.origin.target.kind === 's3'
  const keeps = ttl > 0 && whole && response.body.length <= limits.entry
  if (keeps) edge.cache.set(key, entry)
  return keeps || behaviour.origin.target.kind === 's3' ? { ...(await serveEntry(entry, request, behaviour)), cookies: response.cookies } : response
}

/** The origin's answer; 502 where it cannot be had. */
async function fetched(edge: Edge, behaviour: Behaviour, request: EdgeRequest): Promise<EdgeResponse> {
  const { cloud, distribution } = edge
  const { origin } = behaviour
  try {
    return origin.target.kind === 's3' ? await fromS3(cloud, distribution, origin, origin.target, request) : await fromHttpApi(cloud, distribution, behaviour, origin.target.apiId, request)
  } catch (problem) {
    cloud.record({ kind: 'error', source: 'cloudfront', message: `The origin ${origin.domainName} could not be reached: ${problem instanceof Error ? problem.message : String(problem)}` })
    return edgeError(502, "CloudFront wasn't able to connect to the origin.")
  }
}

/** The distribution's own page for an error, when it has one and that page can be had. */
async function withErrorPage(edge: Edge, response: EdgeResponse): Promise<EdgeResponse> {
  const custom = edge.distribution.errors.get(response.status)
  if (!custom?.pagePath || response.status < 400) return response
  const behaviour = behaviourFor(edge.distribution, custom.pagePath)
  const nobody = { ip: '127.0.0.1', port: 0, country: 'US' }
  const page = await fetched(edge, behaviour, { id: 'error-page', method: 'GET', uri: custom.pagePath, query: '', headers: {}, viewer: nobody, body: async () => Buffer.alloc(0) })
  if (page.status !== 200) return response
  return { ...page, status: custom.responseCode ?? response.status, cookies: [] }
}

/** An old answer that the origin would give again starts a new life. Only buckets are asked; an API always answers anew. */
async function isStillTrue({ cloud, distribution }: Edge, behaviour: Behaviour, { uri }: EdgeRequest, entry: Entry): Promise<boolean> {
  const { origin, cachePolicy } = behaviour
  if (origin.target.kind !== 's3' || entry.status !== 200 || await tagInS3(cloud, distribution, origin, origin.target, uri) !== entry.headers.etag) return false
  const now = cloud.now()
  entry.storedAt = now.getTime()
  entry.freshUntil = now.getTime() + ttlOf(cachePolicy, 200, entry.headers, undefined, now) * 1000
  return true
}

const isFresh = ({ cloud }: Edge, { freshUntil }: Entry) => cloud.now().getTime() < freshUntil
const ageOf = ({ cloud }: Edge, { storedAt }: Entry) => Math.floor((cloud.now().getTime() - storedAt) / 1000)

async function tagged(coming: Promise<EdgeResponse>, how: 'Hit' | 'Miss' | 'RefreshHit', age?: number): Promise<EdgeResponse> {
  const response = await coming
  response.headers = { ...response.headers, 'x-cache': `${response.status >= 400 ? 'Error' : how} from cloudfront`, ...(age !== undefined && { age: String(age) }) }
  return response
}

function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { 'content-length': _, ...rest } = headers
  return rest
}
