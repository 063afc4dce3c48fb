/** Which headers travel: those the edge adds for functions and origins, and those of the viewer that an origin may see. Pure. */
import { hopByHop } from '../../httpapi/node-handler.ts'
import type { Behaviour, Distribution } from '../distribution.ts'
import type { EdgeRequest, Viewer } from '../message.ts'
import { pickedCookies, pickedQuery } from '../policies/selection.ts'

/** The edge's own names; whatever a viewer sends under them goes no further. */
export const isEdgeHeader = (name: string) => /^(cloudfront-|x-amz-cf-|x-edge-)/.test(name)

/** The `cloudfront-…` headers that the behaviour's policies ask for: functions and the origin see them, and only then. */
export function edgeHeaders({ cachePolicy, originRequestPolicy }: Behaviour, viewer: Viewer): Record<string, string> {
  const known: Record<string, string> = {
    'cloudfront-viewer-country': viewer.country,
    'cloudfront-viewer-address': `${viewer.ip}:${viewer.port}`,
    'cloudfront-forwarded-proto': 'https',
  }
  return Object.fromEntries(Object.entries(known).filter(([name]) => originRequestPolicy.edgeHeaders.has(name) || cachePolicy.headers.includes(name)))
}

export function originHeaders({ cachePolicy, originRequestPolicy, origin }: Behaviour, { domainName }: Distribution, request: EdgeRequest): Record<string, string> {
  const sent: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (hopByHop.has(name) || name === 'cookie' || name === 'content-length') continue
    const wanted = isEdgeHeader(name) ? originRequestPolicy.edgeHeaders.has(name) : originRequestPolicy.viewerHeaders(name)
    if (wanted || cachePolicy.headers.includes(name)) sent[name] = value
  }
  const cookie = pickedCookies(request.headers.cookie, name => cachePolicy.cookies(name) || originRequestPolicy.cookies(name))
  return {
    ...sent,
    host: sent.host ?? origin.domainName,
    'user-agent': sent['user-agent'] ?? 'Amazon CloudFront',
    ...(request.headers['content-type'] !== undefined && { 'content-type': request.headers['content-type'] }),
    ...(request.headers['content-length'] !== undefined && { 'content-length': request.headers['content-length'] }),
    ...(cookie && { cookie }),
    via: `1.1 ${domainName} (CloudFront)`,
    'x-amz-cf-id': request.id,
    'x-forwarded-for': request.headers['x-forwarded-for'] ? `${request.headers['x-forwarded-for']}, ${request.viewer.ip}` : request.viewer.ip,
    ...origin.customHeaders,
  }
}

export const originQuery = ({ cachePolicy, originRequestPolicy }: Behaviour, query: string) =>
  pickedQuery(query, name => cachePolicy.query(name) || originRequestPolicy.query(name))
