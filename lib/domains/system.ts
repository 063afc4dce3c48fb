import { ArnFormat, Aws, Stack } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct, IConstruct } from 'constructs'
import { env } from '../../functions/system/env.ts'
import { HouseQueue } from '../constructs/house-queue.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Usable } from '../constructs/usable.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

/** Stands last in its stack: it tells of every queue that the other domains have made there. */
export function systemDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'system', env, 'The health check, the API reference and what staff see of queues and alarms do not answer.')
    // The audit entry of who gave dead letters back.
    .mayUse(given.platformTable, 'PutItem')
    .mayUse(usableQueues(Stack.of(scope)), 'GetQueueAttributes', 'ReceiveMessage', 'DeleteMessage', 'StartMessageMoveTask', 'SendMessage')
    .mayUse(usableAlarms(Stack.of(scope)), 'DescribeAlarms')
  return { api }
}

/** A stack's queues by what they are for. Their dead letters are found by what SQS says of them. */
function usableQueues(stack: Stack): Usable<'GetQueueAttributes' | 'ReceiveMessage' | 'DeleteMessage' | 'StartMessageMoveTask' | 'SendMessage'> {
  const queues = [
    ...stack.node.findAll().filter(found => found instanceof HouseQueue).map(found => [nameOf(found.node.scope!), found.queue] as const),
    // What a stream sets aside has no queue beside it.
    ...stack.node.findAll().filter(found => found instanceof Queue && !(found.node.scope instanceof HouseQueue)).map(found => [nameOf(found), found as Queue] as const),
  ]
  return {
    service: 'sqs',
    variables: {
      QUEUES: queues.map(([name, { queueName }]) => `${name}=${queueName}`).join(','),
      QUEUES_AT: `https://sqs.${Aws.REGION}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/`,
    },
    resourcesOf: () => [stack.formatArn({ service: 'sqs', resource: `${stack.stackName}-*` })],
    starBecause: 'The queues of the domains, which CloudFormation names after their stack: one by one they would outgrow a role\'s policy.',
  }
}

/** `videos/SourceUploaded` → `videos-source-uploaded`. */
const nameOf = ({ node }: IConstruct): string => node.path.split('/').slice(1).join('-').replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

const usableAlarms = (stack: Stack): Usable<'DescribeAlarms'> => ({
  service: 'cloudwatch',
  variables: { ALARM_PREFIX: `playhouse-${stageAt(stack).name}-` },
  // Whoever asks by a prefix asks for all metric alarms.
  resourcesOf: () => [stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
  starBecause: 'CloudWatch asks for the right to list by prefix on all alarms.',
})
