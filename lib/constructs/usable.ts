/**
 * What a function may be allowed to use: the actions that exist for it, what each of them acts on, and the
 * variables by which functions know it. Granting and telling are one act (`HouseFunction.mayUse`), so that
 * forgetting half of it is impossible. Actions are listed one by one, never by pattern.
 */
import { Stack } from 'aws-cdk-lib'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { KeyValueStore } from 'aws-cdk-lib/aws-cloudfront'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { CfnQueue } from 'aws-cdk-lib/aws-mediaconvert'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'

export interface Usable<Action extends string> {
  /** The prefix of its actions: `dynamodb`. */
  readonly service: string
  readonly variables: Readonly<Record<string, string>>
  /** ARNs, per action. */
  resourcesOf(action: Action): readonly string[]
  /** Why an ARN of it ends in a star, where one does. */
  readonly starBecause?: string
  readonly conditionsOf?: (action: Action) => Record<string, Record<string, string>> | undefined
}

export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem' | 'ConditionCheckItem'
export const usableTable = (table: Table, variable: string): Usable<TableAction> => ({
  service: 'dynamodb',
  variables: { [variable]: table.tableName },
  resourcesOf: () => [table.tableArn],
})

/** These indexes of a table; a query of the table itself is the table's. */
export const usableIndexes = (table: Table, variable: string, ...names: readonly string[]): Usable<'Query'> => ({
  service: 'dynamodb',
  variables: { [variable]: table.tableName },
  resourcesOf: () => names.map(name => `${table.tableArn}/index/${name}`),
})

export type BucketAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket' | 'AbortMultipartUpload' | 'ListMultipartUploadParts'
/** `below`: the prefixes under which functions have business, each ending in a slash; none is the whole bucket. */
export const usableBucket = (bucket: Bucket, variable: string, below: readonly string[] = ['']): Usable<BucketAction> => ({
  service: 's3',
  variables: { [variable]: bucket.bucketName },
  resourcesOf: action => (action === 'ListBucket' ? [bucket.bucketArn] : below.map(prefix => bucket.arnForObjects(`${prefix}*`))),
  starBecause: 'Keys of objects are made while the platform runs.',
})

export type SecretAction = 'GetSecretValue' | 'DescribeSecret' | 'PutSecretValue' | 'UpdateSecretVersionStage'
/** Without a variable for a function that is told the secret's ARN by its caller. */
export const usableSecret = (secret: Secret, variable?: string): Usable<SecretAction> => ({
  service: 'secretsmanager',
  variables: variable ? { [variable]: secret.secretArn } : {},
  resourcesOf: () => [secret.secretArn],
})

export type EdgeStoreAction = 'DescribeKeyValueStore' | 'ListKeys' | 'PutKey' | 'DeleteKey'
export const usableEdgeStore = (store: KeyValueStore): Usable<EdgeStoreAction> => ({
  service: 'cloudfront-keyvaluestore',
  variables: { KEY_VALUE_STORE_ARN: store.keyValueStoreArn },
  resourcesOf: () => [store.keyValueStoreArn],
})

export type UserPoolAction = 'AdminInitiateAuth' | 'AdminGetUser' | 'AdminDeleteUser' | 'AdminUserGlobalSignOut' | 'DescribeUserPoolClient'
  | 'AdminDisableUser' | 'AdminEnableUser' | 'AdminListGroupsForUser' | 'AdminAddUserToGroup' | 'AdminRemoveUserFromGroup'
/** Sign-up, codes and refresh are calls of the client, which Cognito takes unsigned. */
export const usableUserPool = (pool: UserPool): Usable<UserPoolAction> => ({
  service: 'cognito-idp',
  variables: { USER_POOL_ID: pool.userPoolId },
  resourcesOf: () => [pool.userPoolArn],
})

export const usableBus = (bus: EventBus): Usable<'PutEvents'> => ({
  service: 'events',
  variables: { BUS_NAME: bus.eventBusName },
  resourcesOf: () => [bus.eventBusArn],
})

export type EncoderAction = 'CreateJob' | 'GetJob' | 'CancelJob' | 'Probe'
export const usableEncoder = (queue: CfnQueue): Usable<EncoderAction> => ({
  service: 'mediaconvert',
  variables: { MEDIACONVERT_QUEUE_ARN: queue.attrArn },
  resourcesOf: action => {
    if (action === 'CreateJob') return [queue.attrArn]
    // Probe acts on no resource of MediaConvert; what it may read is settled by S3.
    if (action === 'Probe') return ['*']
    return [Stack.of(queue).formatArn({ service: 'mediaconvert', resource: 'jobs', resourceName: '*' })]
  },
  starBecause: 'Jobs get their ids from MediaConvert, and a probe belongs to no job.',
})

/** The role that a service takes on to work for us: may be handed to that service and to no other. */
export const usableServiceRole = (role: Role, variable: string, service: string): Usable<'PassRole'> => ({
  service: 'iam',
  variables: { [variable]: role.roleArn },
  resourcesOf: () => [role.roleArn],
  conditionsOf: () => ({ StringEquals: { 'iam:PassedToService': service } }),
})

export type StreamAction = 'DescribeStream' | 'GetRecords' | 'GetShardIterator' | 'ListStreams'
export const usableStream = (table: Table): Usable<StreamAction> => {
  if (!table.tableStreamArn) throw new Error(`${table.node.path} has no stream.`)
  const arn = table.tableStreamArn
  return { service: 'dynamodb', variables: {}, resourcesOf: () => [arn] }
}

/** SES asks for both when SendEmail names a template. */
export type MailAction = 'SendEmail' | 'SendTemplatedEmail'
/** Sends by these templates and from one sender, whose identity in SES is that address or its domain. */
export const usableMail = (scope: Stack, from: string, templates: readonly string[], variables: Readonly<Record<string, string>>): Usable<MailAction> => {
  const arn = (resource: string, resourceName: string) => scope.formatArn({ service: 'ses', resource, resourceName })
  return {
    service: 'ses',
    variables: { MAIL_FROM: `Playhouse <${from}>`, ...variables },
    resourcesOf: () => [arn('identity', from), arn('identity', from.slice(from.indexOf('@') + 1)), ...templates.map(template => arn('template', template))],
  }
}
