/** API Gateway HTTP APIs: the template's APIs, served at `<endpoint>/_execute-api/<apiId>/…` and to CloudFront in process. */
import { createHash } from 'node:crypto'
import type { Cloud, CreatePlugin, Realised, Resource } from '../plugin.ts'
import type { HttpApi, Stage } from './apis.ts'
import { corsRules } from './cors.ts'
import { bySpecificity, parseRouteKey } from './match-route.ts'
import { nodeHandler } from './node-handler.ts'
import { serve } from './serve.ts'
import { accountLimits, tokenBucket } from './throttle.ts'
import type { TokenBucket } from './throttle.ts'

/** API Gateway waits no longer than this for an integration. */
const longestWaitMs = 30_000

export const createPlugin: CreatePlugin = cloud => {
  const apis = new Map<string, HttpApi>()
  const apiOf = ({ properties, logicalId }: Resource) => {
    const api = apis.get(properties.ApiId)
    if (!api) throw new Error(`${logicalId} belongs to the HTTP API ${properties.ApiId}, which is not in the templates.`)
    return api
  }
  const existing = (id: string) => {
    const api = apis.get(id)
    if (!api) throw new Error(`There is no HTTP API ${id}.`)
    return api
  }
  cloud.offer('httpApi', { handle: (apiId, request) => serve(cloud, existing(apiId), request) })
  cloud.route('/_execute-api/', nodeHandler('/_execute-api/', id => apis.get(id), (api, request) => serve(cloud, api, request)))

  return {
    name: 'httpapi',
    resources: {
      'AWS::ApiGatewayV2::Api': resource => {
        const { properties, logicalId } = resource
        if (properties.ProtocolType !== 'HTTP') throw new Error(`${logicalId}: the local cloud serves HTTP APIs, not ${properties.ProtocolType}.`)
        const id = stableId(resource)
        const domainName = `${id}.execute-api.${cloud.region}.amazonaws.com`
        apis.set(id, { id, name: properties.Name ?? logicalId, domainName, cors: corsRules(properties.CorsConfiguration), integrations: new Map(), routes: [], stage: undefined })
        return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${domainName}` } }
      },
      'AWS::ApiGatewayV2::Integration': resource => {
        const { properties, logicalId } = resource
        if (properties.IntegrationType !== 'AWS_PROXY' || properties.PayloadFormatVersion !== '2.0') {
          throw new Error(`${logicalId}: the local cloud knows AWS_PROXY integrations with payload format 2.0 only.`)
        }
        const id = stableId(resource)
        apiOf(resource).integrations.set(id, { functionArn: functionArnOf(properties.IntegrationUri), timeoutMs: Math.min(properties.TimeoutInMillis ?? longestWaitMs, longestWaitMs) })
        return { ref: id, attributes: { IntegrationId: id } }
      },
      'AWS::ApiGatewayV2::Route': resource => {
        const { properties, logicalId } = resource
        if ((properties.AuthorizationType ?? 'NONE') !== 'NONE') throw new Error(`${logicalId}: the local cloud has no ${properties.AuthorizationType} authorizer.`)
        const api = apiOf(resource)
        const integrationId = String(properties.Target).replace(/^integrations\//, '')
        if (!api.integrations.has(integrationId)) throw new Error(`${logicalId} leads to the integration ${integrationId}, which is not in the templates.`)
        const routeKey = parseRouteKey(properties.RouteKey)
        if (api.routes.some(route => route.routeKey.key === routeKey.key)) throw new Error(`${logicalId}: the route "${routeKey.key}" exists already.`)
        api.routes.push({ routeKey, integrationId })
        api.routes.sort((a, b) => bySpecificity(a.routeKey, b.routeKey))
        const id = stableId(resource)
        return { ref: id, attributes: { RouteId: id } }
      },
      'AWS::ApiGatewayV2::Stage': resource => {
        const { properties, logicalId } = resource
        if (properties.StageName !== '$default') throw new Error(`${logicalId}: the local cloud serves the $default stage only.`)
        apiOf(resource).stage = stageOf(cloud, properties)
        return { ref: properties.StageName }
      },
      'AWS::ApiGatewayV2::Deployment': resource => ({ ref: stableId(resource), attributes: { DeploymentId: stableId(resource) } }),
      // The account-wide role with which API Gateway writes its logs.
      'AWS::ApiGateway::Account': (resource): Realised => ({ ref: stableId(resource), attributes: { Id: stableId(resource) } }),
    },
  }
}

// DefaultRouteSettings and RouteSettings by route key, as the template writes them.
function stageOf(cloud: Cloud, properties: Record<string, any>): Stage {
  const buckets = new Map<string, TokenBucket>()
  const limitsOf = (routeKey: string) => {
    const settings = { ...properties.DefaultRouteSettings, ...properties.RouteSettings?.[routeKey] }
    return { rate: settings.ThrottlingRateLimit ?? accountLimits.rate, burst: settings.ThrottlingBurstLimit ?? accountLimits.burst }
  }
  return {
    name: properties.StageName,
    variables: properties.StageVariables,
    bucketOf(routeKey) {
      const bucket = buckets.get(routeKey) ?? tokenBucket(limitsOf(routeKey), () => cloud.now().getTime())
      buckets.set(routeKey, bucket)
      return bucket
    },
  }
}

/** The function behind an integration URI: the ARN itself, or API Gateway's long form around it. */
const functionArnOf = (uri: string) => /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri

/** Ten letters and digits, the same on every start. */
function stableId({ stack, logicalId }: Resource): string {
  const hash = createHash('sha256').update(`${stack}/${logicalId}`).digest()
  return BigInt(`0x${hash.toString('hex')}`).toString(36).slice(0, 10)
}
