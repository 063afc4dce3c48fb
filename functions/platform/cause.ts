/**
 * Which request a thing follows from. A trace ends where a table's stream begins, so the id travels in the item:
 * every write to the platform table notes it, the outbox puts it into the event, and a consumer logs it with each
 * line and notes it in its own writes. `filter causedBy = "<request id>" or requestId = "<request id>"` then finds all of it.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { currentCause } from './log.ts'

/** The attribute of an item and the field of an event. */
export const causeField = 'causedBy'

interface Put { TableName?: string; Item?: Record<string, unknown> }
interface Update { TableName?: string; UpdateExpression?: string; ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, unknown> }
interface Write extends Put, Update { TransactItems?: readonly { Put?: Put; Update?: Update }[] }

/** Every put and update of this table notes its cause; domains need not think of it. Outside of a request nothing is noted. */
export function noteCauses(client: DynamoDBDocumentClient, tableName: () => string | undefined): void {
  client.middlewareStack.add(next => args => {
    const cause = currentCause()
    if (cause) noteIn(args.input as Write, tableName(), cause)
    return next(args)
  }, { step: 'initialize', priority: 'high', name: 'noteCauses', override: true })
}

/** Changes the command itself, which is sent once. Exported for tests. */
export function noteIn(write: Write, table: string | undefined, cause: string): void {
  if (write.TransactItems) {
    for (const { Put, Update } of write.TransactItems) noteIn((Put ?? Update ?? {}) as Write, table, cause)
    return
  }
  if (table === undefined || write.TableName !== table) return
  if (write.Item) write.Item = { ...write.Item, [causeField]: cause }
  else if (write.UpdateExpression && /\bSET /.test(write.UpdateExpression)) {
    write.UpdateExpression = write.UpdateExpression.replace(/\bSET /, `SET #${causeField} = :${causeField}, `)
    write.ExpressionAttributeNames = { ...write.ExpressionAttributeNames, [`#${causeField}`]: causeField }
    write.ExpressionAttributeValues = { ...write.ExpressionAttributeValues, [`:${causeField}`]: cause }
  }
}
