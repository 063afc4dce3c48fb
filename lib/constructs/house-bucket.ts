import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { stageAt } from './house-stack.ts'

export interface HouseBucketProps extends Pick<BucketProps, 'cors' | 'lifecycleRules' | 'enforceSSL' | 'objectOwnership'> {
  /** Why nobody reads its server access log. */
  readonly noAccessLogBecause: string
  /** Can be made again from what lies elsewhere; otherwise it outlives its stack. */
  readonly rebuildable?: boolean
}

/** Private, encrypted, TLS only, and without litter: parts of uploads that nobody completes go after a week. */
export class HouseBucket extends Bucket {
  constructor(scope: Construct, id: string, { noAccessLogBecause, rebuildable = false, lifecycleRules = [], ...props }: HouseBucketProps) {
    super(scope, id, {
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...props,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      removalPolicy: rebuildable || stageAt(scope).sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      lifecycleRules: [{ id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }, ...lifecycleRules],
    })
    acknowledge(this, { S1: noAccessLogBecause })
  }

  /** Tells EventBridge what happens to its objects. Straight in the template: the CDK's own way is a Lambda that writes the setting. */
  tellEventBridge(): void {
    const bucket = this.node.defaultChild as CfnBucket
    bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
  }
}
