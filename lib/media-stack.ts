import { type App, Duration } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnQueue } from 'aws-cdk-lib/aws-mediaconvert'
import { HttpMethods } from 'aws-cdk-lib/aws-s3'
import { acknowledge, acknowledgeWildcards } from './constructs/acknowledge.ts'
import { HouseBucket } from './constructs/house-bucket.ts'
import { HouseStack } from './constructs/house-stack.ts'
import type { Stage } from './stage.ts'

/** Where films and pages lie, and what turns a source into a film. */
export class MediaStack extends HouseStack {
  /** Sources as they were sent. */
  readonly uploads: HouseBucket
  /** What plays: `v/` for films, behind path tokens; `i/` for public pictures. */
  readonly films: HouseBucket
  /** The web app's files. Here, and not where they are deployed, because a function below the front door reads its page. */
  readonly web: HouseBucket
  readonly encoderRole: Role
  readonly encoderQueue: CfnQueue

  constructor(app: App, stage: Stage) {
    super(app, 'media', stage, 'Playhouse: uploads, films, encoding, the web app\'s files')
    this.uploads = new HouseBucket(this, 'Uploads', {
      noAccessLogBecause: 'Only our own roles reach it, by addresses that they sign for one part of one upload; the films table says who sent what.',
      // Any origin: the signature in the address is the key, and a browser must be able to read each part's ETag.
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: ['*'], allowedHeaders: ['*'], exposedHeaders: ['ETag'], maxAge: 3600 }],
      // The pipeline is done with a source within hours; the month is for making a film again after a mistake of ours.
      lifecycleRules: [{ id: 'sources', expiration: Duration.days(30) }],
    })
    this.uploads.tellEventBridge()
    this.films = new HouseBucket(this, 'Films', {
      noAccessLogBecause: 'Read by CloudFront alone, whose own log names every request.',
      // Its only policy stands in the delivery stack, where CloudFront is: a bucket has one policy, TLS only included.
      enforceSSL: false,
    })
    acknowledge(this.films, { S10: 'TLS only is in the policy that the delivery stack gives it.' })

    this.web = new HouseBucket(this, 'Web', {
      noAccessLogBecause: 'Read by CloudFront and one function, whose own logs name every request.',
      rebuildable: true,
      enforceSSL: false,
    })
    acknowledge(this.web, { S10: 'TLS only is in the policy that the delivery stack gives it.' })

    this.encoderRole = new Role(this, 'EncoderRole', { assumedBy: new ServicePrincipal('mediaconvert.amazonaws.com'), description: 'What encoding jobs may read and write' })
    const sources = this.uploads.arnForObjects('*')
    const films = this.films.arnForObjects('v/*')
    this.encoderRole.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [sources] }))
    this.encoderRole.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [films] }))
    acknowledgeWildcards(this.encoderRole, [sources, films], 'One role for all jobs: each reads one source and writes below one prefix.')
    this.encoderQueue = new CfnQueue(this, 'EncoderQueue', { name: `playhouse-${stage.name}`, pricingPlan: 'ON_DEMAND' })
  }
}
