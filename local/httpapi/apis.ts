/** The HTTP APIs of the template, as the plugin assembles them from Api, Stage, Route and Integration. */
import type { CorsRules } from './cors.ts'
import type { RouteKey } from './match-route.ts'
import type { TokenBucket } from './throttle.ts'

export interface HttpApi {
  readonly id: string
  readonly name: string
  /** `<id>.execute-api.us-east-1.amazonaws.com` */
  readonly domainName: string
  readonly cors: CorsRules | undefined
  readonly integrations: Map<string, Integration>
  /** Kept in matching order. */
  readonly routes: Route[]
  stage: Stage | undefined
}

export interface Integration { readonly functionArn: string; readonly timeoutMs: number }

export interface Route { readonly routeKey: RouteKey; readonly integrationId: string }

export interface Stage {
  readonly name: string
  readonly variables: Record<string, string> | undefined
  /** The bucket that a route's requests draw from. */
  bucketOf(routeKey: string): TokenBucket
}

/** What arrives at an API, from its own address or from CloudFront. `path` is still percent-encoded. */
export interface HttpRequest {
  readonly method: string
  readonly path: string
  readonly rawQuery: string
  /** Names in lower case, repeated ones joined by a comma. */
  readonly headers: Record<string, string>
  readonly body: Buffer
  readonly sourceIp: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  /** One `set-cookie` each. */
  readonly cookies: string[]
  readonly body: Buffer
}

/** API Gateway's own answers, in its words. */
export const gatewayAnswer = (status: number, message: string): HttpAnswer => {
  const body = Buffer.from(JSON.stringify({ message }))
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(body.length) }, cookies: [], body }
}
