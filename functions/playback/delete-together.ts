/** Several items of the hot table deleted in one request. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb'
import { platformErrors } from '../platform/errors.ts'
import { documentClient, hotTable } from '../platform/tables.ts'

export interface DeleteKey { readonly pk: string; readonly sk: string }

/** As many as one BatchWriteItem takes. */
export const mostAtOnce = 25

/** Up to 25. What DynamoDB leaves undone is tried again twice; then `try_again` is thrown. */
export async function deleteTogether(keys: readonly DeleteKey[], attempts = 3): Promise<void> {
  const table = hotTable.getName()
  const { UnprocessedItems } = await documentClient.send(new BatchWriteCommand({ RequestItems: { [table]: keys.map(Key => ({ DeleteRequest: { Key } })) } }))
  const left = UnprocessedItems?.[table]?.flatMap(({ DeleteRequest }) => (DeleteRequest?.Key ? [DeleteRequest.Key as DeleteKey] : [])) ?? []
  if (left.length === 0) return
  if (attempts <= 1) throw platformErrors.try_again({ detail: 'Not everything could be forgotten yet. Try again in a moment.' })
  await deleteTogether(left, attempts - 1)
}
