/** ListUserPools, DescribeUserPool and DescribeUserPoolClient: what the template said, with ids and the client's secret. */
import type {
  DescribeUserPoolClientCommandInput, DescribeUserPoolClientCommandOutput, DescribeUserPoolCommandInput, DescribeUserPoolCommandOutput,
  ListUserPoolsCommandInput, ListUserPoolsCommandOutput, UserPoolClientType, UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import { notFound, required } from '../errors.ts'
import { signed, type Operation } from '../operation.ts'
import type { Pools } from '../pools.ts'
import { pageOf } from './paging.ts'

export const describeOperations: Record<string, Operation> = {
  ListUserPools: signed(listUserPools),
  DescribeUserPool: signed(describeUserPool),
  DescribeUserPoolClient: signed(describeUserPoolClient),
}

function listUserPools(input: ListUserPoolsCommandInput, pools: Pools): Omit<ListUserPoolsCommandOutput, '$metadata'> {
  const { items, next } = pageOf([...pools.all()], required(input, 'MaxResults'), input.NextToken)
  return { UserPools: items.map(pool => ({ Id: pool.id, Name: pool.configuration.name, CreationDate: new Date(pool.state.createdAt) })), NextToken: next }
}

function describeUserPool(input: DescribeUserPoolCommandInput, pools: Pools): Omit<DescribeUserPoolCommandOutput, '$metadata'> {
  const pool = pools.pool(input.UserPoolId)
  const { UserPoolName, UserPoolTags, ...settings } = pool.configuration.properties
  const created = new Date(pool.state.createdAt)
  const described: UserPoolType = { ...settings, Id: pool.id, Name: pool.configuration.name, Arn: pool.arn, CreationDate: created, LastModifiedDate: created, EstimatedNumberOfUsers: pool.users.length }
  return { UserPool: described }
}

function describeUserPoolClient(input: DescribeUserPoolClientCommandInput, pools: Pools): Omit<DescribeUserPoolClientCommandOutput, '$metadata'> {
  const pool = pools.pool(input.UserPoolId)
  const client = pool.clients.get(required(input, 'ClientId'))
  if (!client) throw notFound(`User pool client ${input.ClientId} does not exist.`)
  const { GenerateSecret, ...settings } = client.properties
  const created = new Date(pool.state.createdAt)
  const described: UserPoolClientType = { ...settings, UserPoolId: pool.id, ClientId: client.id, ClientName: client.name, ClientSecret: client.secret, ExplicitAuthFlows: client.flows as UserPoolClientType['ExplicitAuthFlows'], CreationDate: created, LastModifiedDate: created }
  return { UserPoolClient: described }
}
