/** CloudFront: the template's distribution, policies and functions, and the front door that serves them. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Cloud, Plugin, Resource } from '../plugin.ts'
import { createCache } from './cache/cache.ts'
import { viewerCountry } from './country.ts'
import type { ViewerCountry } from './country.ts'
import { readDistribution } from './distribution.ts'
import type { EdgeFunction } from './distribution.ts'
import { createFrontDoor } from './front-door.ts'
import { compileFunction } from './function/compile.ts'
import { edgeError } from './message.ts'
import { cachePolicy } from './policies/cache-policy.ts'
import { managedCachePolicies, managedOriginRequestPolicies, managedResponseHeadersPolicies } from './policies/managed.ts'
import { originRequestPolicy } from './policies/origin-request-policy.ts'
import { responseHeadersPolicy } from './policies/response-headers-policy.ts'
import { serve } from './serve.ts'
import type { Edge } from './serve.ts'

export const createPlugin = (cloud: Cloud): Plugin & { readonly port: number } => {
  const toLocal = (text: string) => cloud.toLocal(text)
  const cachePolicies = new Map(Object.entries(managedCachePolicies).map(([id, config]) => [id, cachePolicy(config)]))
  const originRequestPolicies = new Map(Object.entries(managedOriginRequestPolicies).map(([id, config]) => [id, originRequestPolicy(config)]))
  const responseHeadersPolicies = new Map(Object.entries(managedResponseHeadersPolicies).map(([id, config]) => [id, responseHeadersPolicy(config, toLocal)]))
  const functions = new Map<string, EdgeFunction>()
  const accessControls = new Set<string>()
  const edges: Edge[] = []
  const country = viewerCountry()
  let port = cloud.options.port
  const frontDoor = createFrontDoor({
    serve: request => (edges[0] ? serve(edges[0], request) : Promise.resolve(edgeError(503, 'The templates have no distribution.'))),
    console: (request, response) => serveConsole(cloud, country, request, response),
    country: country.current,
    domainName: () => edges[0]?.distribution.domainName ?? 'localhost',
    failed: problem => cloud.record({ kind: 'error', source: 'cloudfront', message: `A request ended without an answer: ${problem instanceof Error ? problem.message : String(problem)}` }),
  })
  const parts = {
    cachePolicy: known(cachePolicies, 'cache policy'),
    originRequestPolicy: known(originRequestPolicies, 'origin request policy'),
    responseHeadersPolicy: known(responseHeadersPolicies, 'response headers policy'),
    function: known(functions, 'CloudFront function'),
    isOriginAccessControl: (id: string) => accessControls.has(id),
  }

  return {
    name: 'cloudfront',
    resources: {
      'AWS::CloudFront::CachePolicy': resource => {
        const id = policyId(resource)
        cachePolicies.set(id, cachePolicy(resource.properties.CachePolicyConfig))
        return { ref: id, attributes: { Id: id } }
      },
      'AWS::CloudFront::OriginRequestPolicy': resource => {
        const id = policyId(resource)
        originRequestPolicies.set(id, originRequestPolicy(resource.properties.OriginRequestPolicyConfig))
        return { ref: id, attributes: { Id: id } }
      },
      'AWS::CloudFront::ResponseHeadersPolicy': resource => {
        const id = policyId(resource)
        responseHeadersPolicies.set(id, responseHeadersPolicy(resource.properties.ResponseHeadersPolicyConfig, toLocal))
        return { ref: id, attributes: { Id: id } }
      },
      'AWS::CloudFront::OriginAccessControl': resource => {
        const id = entityId(resource)
        accessControls.add(id)
        return { ref: id, attributes: { Id: id } }
      },
      'AWS::CloudFront::Function': resource => {
        const arn = `arn:aws:cloudfront::${cloud.account}:function/${resource.properties.Name}`
        functions.set(arn, edgeFunction(cloud, resource))
        return { ref: arn, attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'LIVE' } }
      },
      'AWS::CloudFront::Distribution': resource => {
        const id = entityId(resource)
        const domainName = `d${id.slice(1).toLowerCase()}.cloudfront.net`
        const names = { id, arn: `arn:aws:cloudfront::${cloud.account}:distribution/${id}`, domainName }
        edges.push({ cloud, distribution: readDistribution(resource.properties.DistributionConfig, names, parts), cache: createCache(), loading: new Map() })
        return { ref: id, attributes: { Id: id, DomainName: domainName } }
      },
    },
    /** The front door's, once it listens: another than asked for when that was 0. */
    get port() {
      return port
    },
    async start() {
      port = await frontDoor.listen(cloud.options.port)
    },
    stop: () => frontDoor.close(),
  }
}

function edgeFunction(cloud: Cloud, { properties, logicalId }: Resource): EdgeFunction {
  const { FunctionConfig: config = {}, FunctionCode: code, Name: name } = properties
  if (config.Runtime !== 'cloudfront-js-2.0') throw new Error(`${logicalId}: the local edge runs cloudfront-js-2.0, not ${config.Runtime}.`)
  const source = `edge/${name}`
  const run = compileFunction(name, code, {
    stores: () => cloud.use('keyValueStores'),
    associated: (config.KeyValueStoreAssociations ?? []).map((one: { KeyValueStoreARN: string }) => one.KeyValueStoreARN),
    now: () => cloud.now(),
    log: message => cloud.record({ kind: 'log', source, message }),
    warn: message => cloud.record({ kind: 'error', source, message }),
  })
  return { name, run }
}

function serveConsole(cloud: Cloud, country: ViewerCountry, request: IncomingMessage, response: ServerResponse): void {
  if (country.handle(request, response)) return
  try {
    cloud.use('console').handle(request, response)
  } catch (problem) {
    if (!response.headersSent) response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(`The console cannot answer: ${problem instanceof Error ? problem.message : String(problem)}`)
  }
}

const known = <T>(parts: ReadonlyMap<string, T>, what: string) => (id: string): T => {
  const part = parts.get(id)
  if (part === undefined) throw new Error(`The ${what} ${id} is neither in the templates nor one of AWS's that the local edge knows (local/cloudfront/policies/managed.ts).`)
  return part
}

// Ids in CloudFront's shapes, the same on every start.
const hashOf = ({ stack, logicalId }: Resource) => createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')
const entityId = (resource: Resource) => `E${BigInt(`0x${hashOf(resource)}`).toString(36).toUpperCase().slice(0, 13)}`
const policyId = (resource: Resource) => hashOf(resource).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
