import { type App, Aws, CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpNoneAuthorizer, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { acknowledge } from './constructs/acknowledge.ts'
import { houseAlarm } from './constructs/house-alarm.ts'
import type { HouseFunction } from './constructs/house-function.ts'
import { HouseStack } from './constructs/house-stack.ts'
import { auditDomain } from './domains/audit.ts'
import { authDomain } from './domains/auth.ts'
import { channelsDomain } from './domains/channels.ts'
import { noticesDomain } from './domains/notices.ts'
import { outboxDomain } from './domains/outbox.ts'
import { picturesDomain } from './domains/pictures.ts'
import { playbackDomain } from './domains/playback.ts'
import { gatewayRoutes } from './domains/routes.ts'
import { sharingDomain } from './domains/sharing.ts'
import { systemDomain } from './domains/system.ts'
import { usersDomain } from './domains/users.ts'
import { videosDomain } from './domains/videos.ts'
import type { Foundation } from './foundation.ts'
import type { Stage } from './stage.ts'

/** What each access log line says: the route, not the path, because paths may hold a person's session. */
const logFormat = AccessLogFormat.custom(JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
}))

/** The functions of all domains, and the HTTP API that calls them. */
export class ApiStack extends HouseStack {
  readonly api: HttpApi
  /** Where CloudFront finds the API. */
  readonly domainName: string

  constructor(app: App, stage: Stage, given: Foundation) {
    super(app, 'api', stage, 'Playhouse: the domains and their API')
    const room = (domain: string) => new Construct(this, domain)
    const functions: Record<string, HouseFunction> = {
      auth: authDomain(room('auth'), given).api,
      channels: channelsDomain(room('channels'), given).api,
      videos: videosDomain(room('videos'), given).api,
      pictures: picturesDomain(room('pictures'), given).api,
      playback: playbackDomain(room('playback'), given).api,
      sharing: sharingDomain(room('sharing'), given).api,
      users: usersDomain(room('users'), given).api,
      audit: auditDomain(room('audit'), given).api,
    }
    noticesDomain(room('notices'), given)
    outboxDomain(room('outbox'), given)
    functions['system'] = systemDomain(room('system'), given).api

    const api = new HttpApi(this, 'HttpApi', { apiName: `playhouse-${stage.name}`, createDefaultStage: false })
    // Whether a caller may is decided in the functions, by the contract's `who` and the person's current standing.
    acknowledge(api, { APIG4: 'Each function verifies the token itself: an authorizer would not see that a person was suspended a second ago.' })
    const integrations = new Map(Object.entries(functions).map(([domain, { lambda }]) =>
      [domain, new HttpLambdaIntegration(`${domain}Integration`, lambda, { scopePermissionToRoute: false, timeout: Duration.seconds(29) })]))
    for (const { domain, method, path } of gatewayRoutes()) {
      api.addRoutes({ path, methods: [HttpMethod[method]], integration: integrations.get(domain)!, authorizer: new HttpNoneAuthorizer() })
    }
    // An address that nobody owns gets the house's own 404.
    api.addRoutes({ path: '/api/{proxy+}', methods: [HttpMethod.ANY], integration: integrations.get('system')!, authorizer: new HttpNoneAuthorizer() })

    const logGroup = new LogGroup(this, 'AccessLog', {
      logGroupName: `/playhouse/${stage.name}/access`,
      retention: stage.logRetentionDays as RetentionDays,
      removalPolicy: stage.sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    })
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // The whole platform's ceiling, against a runaway bill; one caller's share is the buckets' business.
      throttle: { rateLimit: 2_000, burstLimit: 4_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: logFormat },
    })
    houseAlarm(this, 'ServerErrors', {
      metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'sum' }), above: 10, article: 'api-server-errors',
      whoIsHurt: 'People see "something went wrong".',
    })
    houseAlarm(this, 'Slow', {
      metric: api.metricLatency({ period: Duration.minutes(5), statistic: 'p99' }), above: 3_000, periods: 3, article: 'api-slow',
      whoIsHurt: 'One request in a hundred takes longer than three seconds.',
    })
    this.api = api
    this.domainName = `${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`
    new CfnOutput(this, 'ApiUrl', { value: `https://${this.domainName}`, description: 'API Gateway itself: answers only CloudFront, unless originCheck is off' })
  }
}
