/** Every service of the local cloud. They start in this order and stop in the reverse one: who calls comes after who answers. */
import { createPlugin as alarms } from './alarms/plugin.ts'
import { createPlugin as cloudfront } from './cloudfront/plugin.ts'
import { createPlugin as cognito } from './cognito/plugin.ts'
import { createPlugin as console } from './console/plugin.ts'
import { createPlugin as dynamodb } from './dynamodb/plugin.ts'
import { createPlugin as events } from './events/plugin.ts'
import { createPlugin as httpApi } from './httpapi/plugin.ts'
import { createPlugin as iam } from './iam/plugin.ts'
import { createPlugin as kvs } from './kvs/plugin.ts'
import { createPlugin as lambda } from './lambda/plugin.ts'
import { createPlugin as mailbox } from './mailbox/plugin.ts'
import { createPlugin as mediaconvert } from './mediaconvert/plugin.ts'
import { createPlugin as parameters } from './parameters/plugin.ts'
import { createPlugin as s3 } from './s3/plugin.ts'
import { createPlugin as secrets } from './secrets/plugin.ts'
import { createPlugin as sqs } from './sqs/plugin.ts'
import { createPlugin as webDeployment } from './web-deployment/plugin.ts'
import type { CreatePlugin } from './plugin.ts'

export const plugins: readonly CreatePlugin[] = [
  iam, parameters, s3, kvs, mailbox, cognito, dynamodb, sqs, alarms, lambda, secrets, events, httpApi, mediaconvert, webDeployment, console, cloudfront,
]
