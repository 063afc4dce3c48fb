import { Duration } from 'aws-cdk-lib'
import type { KeyValueStore } from 'aws-cdk-lib/aws-cloudfront'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnRotationSchedule, type Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { env } from '../../functions/keys/env.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import { stageAt } from '../constructs/house-stack.ts'
import { usableEdgeStore, usableSecret } from '../constructs/usable.ts'

export interface KeysGiven { readonly originSecret: Secret; readonly playbackSecret: Secret; readonly edgeStore: KeyValueStore }

/** The rotation of both secrets: at their creation, and every 30 days. */
export function keysDomain(scope: Construct, { originSecret, playbackSecret, edgeStore }: KeysGiven): void {
  const { secretFreshSeconds, edgeSettlesSeconds } = stageAt(scope)
  const rotate = new HouseFunction(scope, 'RotateSecret', {
    bundle: 'keys-rotate-secret',
    env,
    // One step waits until every function knows the new value, and then until all of the edge does.
    timeout: Duration.seconds(60 + secretFreshSeconds + edgeSettlesSeconds),
    whoIsHurtIfThisFails: 'Nobody yet: secrets grow old. Right after a first deployment, everybody: CloudFront knows no secret.',
  })
  rotate
    .mayUse(usableSecret(originSecret, 'ORIGIN_SECRET_ARN'), 'DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage')
    .mayUse(usableSecret(playbackSecret), 'DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage')
    .mayUse(usableEdgeStore(edgeStore), 'DescribeKeyValueStore', 'ListKeys', 'PutKey', 'DeleteKey')
    .tell({ SECRET_FRESH_SECONDS: String(secretFreshSeconds), EDGE_SETTLES_SECONDS: String(edgeSettlesSeconds) })

  for (const [id, secret] of Object.entries({ Origin: originSecret, Playback: playbackSecret })) {
    rotate.lambda.addPermission(`${id}Rotation`, { principal: new ServicePrincipal('secretsmanager.amazonaws.com'), sourceArn: secret.secretArn })
    // The CDK's own schedule would also grant GetRandomPassword, which this rotation does not use.
    const schedule = new CfnRotationSchedule(scope, `${id}Rotation`, {
      secretId: secret.secretArn,
      rotationLambdaArn: rotate.lambda.functionArn,
      rotateImmediatelyOnUpdate: true,
      rotationRules: { scheduleExpression: 'rate(30 days)' },
    })
    schedule.node.addDependency(rotate)
  }
}
