/** A bucket that CloudFront alone may read. */
import { Stack } from 'aws-cdk-lib'
import type { Distribution, S3OriginAccessControl } from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type Bucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3'
import { PolicyDocument } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

/** The CDK's own origin would write the bucket's policy into the bucket's stack, which would then need ours. */
export class PrivateBucketOrigin extends S3BucketOrigin {
  constructor(bucket: Bucket, accessControl: S3OriginAccessControl) {
    super(bucket, { originAccessControlId: accessControl.originAccessControlId })
  }
}

/** TLS only, and objects for this one distribution. Without ListBucket a missing object is a 403, so nobody learns which exist. */
export function readableBy(scope: Construct, id: string, bucket: Bucket, distribution: Distribution, below: readonly string[]): CfnBucketPolicy {
  const distributionArn = Stack.of(scope).formatArn({ service: 'cloudfront', region: '', resource: 'distribution', resourceName: distribution.distributionId })
  const document = new PolicyDocument({ statements: [
    new PolicyStatement({
      sid: 'TlsOnly',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    new PolicyStatement({
      sid: 'CloudFrontReads',
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: below.map(prefix => bucket.arnForObjects(`${prefix}*`)),
      conditions: { StringEquals: { 'aws:SourceArn': distributionArn } },
    }),
  ] })
  return new CfnBucketPolicy(scope, id, { bucket: bucket.bucketName, policyDocument: document })
}
