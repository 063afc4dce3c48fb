import { type App, Aws, DefaultStackSynthesizer, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import { acknowledge, acknowledgeWildcards } from './constructs/acknowledge.ts'
import { HouseStack } from './constructs/house-stack.ts'
import type { Stage } from './stage.ts'

const dist = new URL('../web/dist', import.meta.url).pathname

/** The web app's files, put where the front door finds them. */
export class WebStack extends HouseStack {
  constructor(app: App, stage: Stage, bucket: Bucket) {
    super(app, 'web', stage, 'Playhouse: the web app')
    const logGroup = new LogGroup(this, 'DeploymentLog', { retention: RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY })
    const everyVisitAsks = new BucketDeployment(this, 'Pages', {
      sources: [Source.asset(dist, { exclude: ['assets', 'assets/**'] })],
      destinationBucket: bucket,
      // Asked for again at each visit, so that a deployment is seen at once and nothing need be invalidated.
      cacheControl: [CacheControl.noCache()],
      prune: false,
      logGroup,
    })
    const assets = new BucketDeployment(this, 'Assets', {
      sources: [Source.asset(dist, { exclude: ['*', '!assets', '!assets/**'] })],
      destinationBucket: bucket,
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
      // Pages that were open before a deployment still ask for the assets of then.
      prune: false,
      logGroup,
    })
    // A page must never be there before the assets it names.
    everyVisitAsks.node.findChild('CustomResource').node.addDependency(assets.node.findChild('CustomResource'))
    this.acceptTheDeployer(bucket)
  }

  /** The CDK's own function copies the files; its runtime and its grants are the CDK's. Nothing else stands in this stack. */
  private acceptTheDeployer(bucket: Bucket): void {
    const reason = 'The CDK\'s deployment function, as the library ships it: it runs while deploying, and writes to the web\'s bucket alone.'
    const actions = ['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'].map(action => `IAM5[Action::s3:${action}*]`)
    const basics = 'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'
    acknowledge(this, Object.fromEntries(['L1', basics, ...actions].map(finding => [finding, reason])))
    const assets = Stack.of(this).formatArn({ service: 's3', region: '', account: '', resource: `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-${Aws.ACCOUNT_ID}-${Aws.REGION}/*` })
    acknowledgeWildcards(this, [bucket.arnForObjects('*'), assets], reason)
  }
}
