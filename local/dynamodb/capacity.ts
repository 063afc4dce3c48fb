/** Has the engine say what each request consumed, and counts it. */
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { used } from '../kernel/usage.ts'

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])

const isCounted = (operation: string) => reads.has(operation) || writes.has(operation)

/** The request, asking for its consumption. Whoever asked by themselves gets what they asked for. */
export function askForCapacity(operation: string, body: string): string {
  if (!isCounted(operation) || body.includes('"ReturnConsumedCapacity"')) return body
  return body.replace('{', '{"ReturnConsumedCapacity":"TOTAL",').replace(',}', '}')
}

/** Reads a reply once, counts it, and answers its bytes. */
export async function countCapacity(operation: string, reply: IncomingMessage): Promise<Buffer> {
  const body = await buffer(reply)
  if (!isCounted(operation) || reply.statusCode !== 200) return body
  const { ConsumedCapacity } = JSON.parse(body.toString()) as { ConsumedCapacity?: Consumed | Consumed[] }
  const units = [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)
  used(reads.has(operation) ? 'dynamodb.read-units' : 'dynamodb.write-units', units)
  return body
}
interface Consumed { readonly CapacityUnits?: number }
