import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { platformErrors } from '../platform/errors.ts'
import { documentClient, platformTable } from '../platform/tables.ts'

/** Reads one key of the platform table, which need not exist. */
export async function readOneKey(): Promise<void> {
  await documentClient.send(new GetCommand({ TableName: platformTable.getName(), Key: { pk: 'SYSTEM', sk: 'HEALTH' } }))
}

/** Whether we can do our work; a table that cannot be read is a 503. */
export async function health(read: () => Promise<void>): Promise<void> {
  await read().catch(cause => { throw platformErrors.try_again({ cause, detail: 'The platform cannot reach its table right now.' }) })
}
