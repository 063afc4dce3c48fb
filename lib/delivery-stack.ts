import { type App, CfnOutput, Duration } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods, type BehaviorOptions, CachePolicy, Distribution, type FunctionAssociation, FunctionEventType, HttpVersion, type KeyValueStore, OriginProtocolPolicy,
  OriginRequestHeaderBehavior, OriginRequestPolicy, PriceClass, S3OriginAccessControl, SecurityPolicyProtocol, Signing, ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { acknowledge } from './constructs/acknowledge.ts'
import { houseAlarm } from './constructs/house-alarm.ts'
import { HouseBucket } from './constructs/house-bucket.ts'
import { HouseStack } from './constructs/house-stack.ts'
import { edgeFunction } from './delivery/edge-function.ts'
import { watchRefusedFilms } from './delivery/films-refused.ts'
import { Firewall } from './delivery/firewall.ts'
import { headersPolicies } from './delivery/headers.ts'
import { PrivateBucketOrigin, readableBy } from './delivery/private-bucket.ts'
import type { Stage } from './stage.ts'

export interface DeliveryGiven {
  readonly uploads: HouseBucket
  readonly films: HouseBucket
  readonly web: HouseBucket
  readonly edgeStore: KeyValueStore
  readonly apiDomainName: string
}

/** The front door: one origin for the web app, the API and the films. */
export class DeliveryStack extends HouseStack {
  readonly distribution: Distribution

  constructor(app: App, stage: Stage, { uploads, films, web, edgeStore, apiDomainName }: DeliveryGiven) {
    super(app, 'delivery', stage, 'Playhouse: the front door')
    const accessControl = new S3OriginAccessControl(this, 'AccessControl', { originAccessControlName: `playhouse-${stage.name}`, signing: Signing.SIGV4_ALWAYS })
    const filmsOrigin = new PrivateBucketOrigin(films, accessControl)
    const headers = headersPolicies(this, { uploadsOrigin: `https://${uploads.bucketRegionalDomainName}` })
    const requestFunction = (file: string, comment: string, store?: KeyValueStore): FunctionAssociation =>
      ({ eventType: FunctionEventType.VIEWER_REQUEST, function: edgeFunction(this, file, comment, store) })
    const onRequest = (...edge: Parameters<typeof requestFunction>): Pick<BehaviorOptions, 'functionAssociations'> => ({ functionAssociations: [requestFunction(...edge)] })
    const pages: BehaviorOptions = {
      origin: new PrivateBucketOrigin(web, accessControl),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers.pages,
      compress: true,
      ...onRequest('pages', 'Answers every page with the web app'),
    }
    const apiOrigin = new HttpOrigin(apiDomainName, { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY, readTimeout: Duration.seconds(30) })
    const shared: BehaviorOptions = {
      origin: apiOrigin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // The same for everybody, for as long as the answer says.
      cachePolicy: new CachePolicy(this, 'AsLongAsItSays', {
        cachePolicyName: `playhouse-${stage.name}-as-long-as-it-says`, minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(0), maxTtl: Duration.hours(1),
        enableAcceptEncodingGzip: true, enableAcceptEncodingBrotli: true,
      }),
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headers.pages,
      compress: true,
      ...onRequest('sharing', 'Hands addresses that others read to functions/sharing', edgeStore),
    }
    const keepForEver: FunctionAssociation = { eventType: FunctionEventType.VIEWER_RESPONSE, function: edgeFunction(this, 'immutable', 'Lets browsers keep what never changes') }
    const immutable: BehaviorOptions = {
      origin: filmsOrigin,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers.films,
      functionAssociations: [keepForEver],
      compress: true,
    }

    this.distribution = new Distribution(this, 'FrontDoor', {
      comment: `Playhouse ${stage.name}`,
      ...(stage.domain ? {
        domainNames: [stage.domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      } : {}),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      webAclId: new Firewall(this, 'Firewall').arn,
      logBucket: this.accessLogs(),
      logFilePrefix: 'front-door/',
      // CloudFront keeps these errors for ten seconds unless told otherwise, even where caching is disabled and the
      // answer says no-store: "not found" for a stranger would be "not found" for the owner too.
      errorResponses: [404, 414, 500, 501, 502, 503, 504].map(httpStatus => ({ httpStatus, ttl: Duration.seconds(0) })),
      defaultBehavior: pages,
      additionalBehaviors: {
        ...Object.fromEntries(['/', '/watch/*', '/@*', '/robots.txt', '/sitemap.xml'].map(path => [path, shared])),
        // The one page that other sites may frame.
        '/embed/*': { ...pages, responseHeadersPolicy: headers.embeds },
        '/api/*': {
          origin: apiOrigin,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy: headers.api,
          compress: true,
          ...onRequest('api', 'Proves to the functions that a request came through the front door', edgeStore),
        },
        '/t/*': {
          ...immutable,
          // A function sees the viewer's country only where a policy asks for it.
          originRequestPolicy: new OriginRequestPolicy(this, 'WithCountry', {
            originRequestPolicyName: `playhouse-${stage.name}-with-country`,
            headerBehavior: OriginRequestHeaderBehavior.allowList('CloudFront-Viewer-Country'),
          }),
          functionAssociations: [requestFunction('films', 'Lets bytes of a film through to whoever holds a token for them', edgeStore), keepForEver],
        },
        '/i/*': immutable,
      },
    })
    acknowledge(this.distribution, {
      CFR1: 'Countries are a property of each film, checked by its token.',
      ...(stage.domain ? {} : { CFR4: 'CloudFront\'s own certificate fixes the protocol; a stage with a domain of its own gets TLS 1.2.' }),
    })

    houseAlarm(this, 'FrontDoorErrors', {
      metric: this.distribution.metric5xxErrorRate({ period: Duration.minutes(5), statistic: 'avg' }), above: 1, periods: 2, article: 'front-door-errors',
      whoIsHurt: 'More than one request in a hundred fails at the edge: pages, films or the API.',
    })
    watchRefusedFilms(this)
    readableBy(this, 'WebPolicy', web, this.distribution, [''])
    readableBy(this, 'FilmsPolicy', films, this.distribution, ['v/', 'i/'])
    new CfnOutput(this, 'SiteUrl', { value: `https://${stage.domain?.name ?? this.distribution.distributionDomainName}` })
    new CfnOutput(this, 'FrontDoorName', { value: this.distribution.distributionDomainName, description: 'Point the CNAME of your domain here' })
  }

  /** Paths in this log hold tokens, and tokens are credentials: it is kept for a week. */
  private accessLogs(): HouseBucket {
    return new HouseBucket(this, 'AccessLogs', {
      noAccessLogBecause: 'It is an access log.',
      rebuildable: true,
      // CloudFront's standard logging writes by access control list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ id: 'short-lived', expiration: Duration.days(7) }],
    })
  }
}
