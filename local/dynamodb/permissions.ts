/**
 * What each operation needs to be allowed. An operation that is not here is denied: PartiQL (its statements
 * would have to be understood first) and everything that creates or deletes tables, but for a restore.
 * Source: the service authorization reference of DynamoDB.
 */
import type { Permission } from '../plugin.ts'

type Input = Record<string, any>
type Needs = (input: Input) => Permission[]

const tableArn = (name: string): string => (name.startsWith('arn:') ? name : `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`)
const onTable = (action: string): Needs => input => [{ action, resource: tableArn(input.TableName) }]
const onTableOrIndex = (action: string): Needs => input => [{
  action,
  resource: input.IndexName === undefined ? tableArn(input.TableName) : `${tableArn(input.TableName)}/index/${input.IndexName}`,
}]
const onEveryTable = (action: string): Needs => input => Object.keys(input.RequestItems ?? {}).map(name => ({ action, resource: tableArn(name) }))
const onStream = (action: string): Needs => input => [{ action, resource: input.StreamArn ?? '*' }]

const TRANSACTION_ACTIONS: Record<string, string> = {
  Get: 'dynamodb:GetItem', Put: 'dynamodb:PutItem', Update: 'dynamodb:UpdateItem', Delete: 'dynamodb:DeleteItem', ConditionCheck: 'dynamodb:ConditionCheckItem',
}
/** A transaction needs each of its item actions, once per table. */
const onTransactItems: Needs = input => {
  const needed = new Map<string, Permission>()
  for (const item of (input.TransactItems ?? []) as Input[]) {
    for (const [kind, { TableName }] of Object.entries(item)) {
      const permission = { action: TRANSACTION_ACTIONS[kind] ?? `dynamodb:${kind}`, resource: tableArn(TableName) }
      needed.set(`${permission.action} ${permission.resource}`, permission)
    }
  }
  return [...needed.values()]
}

const NEEDS: Readonly<Record<string, Needs>> = {
  GetItem: onTable('dynamodb:GetItem'),
  PutItem: onTable('dynamodb:PutItem'),
  UpdateItem: onTable('dynamodb:UpdateItem'),
  DeleteItem: onTable('dynamodb:DeleteItem'),
  Query: onTableOrIndex('dynamodb:Query'),
  Scan: onTableOrIndex('dynamodb:Scan'),
  BatchGetItem: onEveryTable('dynamodb:BatchGetItem'),
  BatchWriteItem: onEveryTable('dynamodb:BatchWriteItem'),
  TransactGetItems: onTransactItems,
  TransactWriteItems: onTransactItems,
  RestoreTableToPointInTime: ({ SourceTableName, TargetTableName }) => [SourceTableName, TargetTableName].map(name => ({ action: 'dynamodb:RestoreTableToPointInTime', resource: tableArn(name) })),
  DescribeTable: onTable('dynamodb:DescribeTable'),
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  ListStreams: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
  DescribeStream: onStream('dynamodb:DescribeStream'),
  GetShardIterator: onStream('dynamodb:GetShardIterator'),
  // The engine's iterators open with the ARN of their stream.
  GetRecords: input => [{ action: 'dynamodb:GetRecords', resource: String(input.ShardIterator ?? '').split('|')[0] || '*' }],
}

/** The permissions of a request, or undefined for an operation that nobody may call here. */
export const permissionsOf = (operation: string, input: Input): Permission[] | undefined => NEEDS[operation]?.(input)

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])
/** The tables that a request may change, for those who wait for a change. */
export function tablesWritten(operation: string, permissions: readonly Permission[]): string[] {
  return WRITES.has(operation) ? [...new Set(permissions.map(({ resource }) => resource.slice(resource.lastIndexOf('/') + 1)))] : []
}
