/**
 * What the names of people signed out are derived with. Drawn once for a house and never again: with a key that rotates,
 * whoever watches around a rotation would count twice. It stands in the hot table alone, and names nobody.
 */
import { randomBytes } from 'node:crypto'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { isConditionalFailure } from '../platform/conditional.ts'
import { documentClient, hotTable } from '../platform/tables.ts'

const key = { pk: 'VISITORS', sk: 'SALT' }
let known: Promise<string> | undefined

/** Read once per instance. Of several first ones, one draws it. */
export const visitorSalt = (): Promise<string> => known ??= kept().catch(problem => {
  known = undefined
  throw problem
})

async function kept(): Promise<string> {
  const found = await read()
  if (found) return found
  try {
    await documentClient.send(new PutCommand({ TableName: hotTable.getName(), Item: { ...key, salt: randomBytes(32).toString('base64url') }, ConditionExpression: 'attribute_not_exists(pk)' }))
  } catch (problem) {
    if (!isConditionalFailure(problem)) throw problem
  }
  return (await read())!
}

async function read(): Promise<string | undefined> {
  const { Item } = await documentClient.send(new GetCommand({ TableName: hotTable.getName(), Key: key, ConsistentRead: true }))
  return Item?.salt as string | undefined
}
