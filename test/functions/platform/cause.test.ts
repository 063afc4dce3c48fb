import { GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventsOfChange } from '../../../functions/outbox/events-of-change.ts'
import { inRequest, writeLogTo } from '../../../functions/platform/log.ts'
import { measure } from '../../../functions/platform/metrics.ts'
import { queueConsumer } from '../../../functions/platform/queue-consumer.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { lambdaContext } from './http-event.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
let lines: Record<string, any>[] = []
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(line => lines.push(JSON.parse(line)))
})
afterAll(() => tables.stop())

const TableName = 'platform'
const read = async (pk: string, table = TableName) => (await documentClient.send(new GetCommand({ TableName: table, Key: { pk, sk: 'X' } }))).Item
const rename = { UpdateExpression: 'SET #n = :n', ExpressionAttributeNames: { '#n': 'name' }, ExpressionAttributeValues: { ':n': 'new' } }

describe('an item says which request wrote it last', () => {
  test('by a put, an update, or either within a transaction', async () => {
    await inRequest({ requestId: 'r1' }, () => documentClient.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 'X' } })))
    expect(await read('a')).toMatchObject({ causedBy: 'r1' })
    await inRequest({ requestId: 'r2' }, () => documentClient.send(new UpdateCommand({ TableName, Key: { pk: 'a', sk: 'X' }, ...rename })))
    expect(await read('a')).toMatchObject({ causedBy: 'r2', name: 'new' })
    await inRequest({ requestId: 'r3' }, () => documentClient.send(new TransactWriteCommand({ TransactItems: [
      { Update: { TableName, Key: { pk: 'a', sk: 'X' }, ...rename } }, { Put: { TableName, Item: { pk: 'b', sk: 'X' } } },
    ] })))
    expect([(await read('a'))?.causedBy, (await read('b'))?.causedBy]).toEqual(['r3', 'r3'])
  })
  test('what follows from an event names the request that began it, not the consumer\'s own', async () => {
    await inRequest({ requestId: 'consumer', causedBy: 'r4' }, () => documentClient.send(new PutCommand({ TableName, Item: { pk: 'c', sk: 'X' } })))
    expect(await read('c')).toMatchObject({ causedBy: 'r4' })
  })
  test('nothing is noted outside of a request, nor in the hot table', async () => {
    await documentClient.send(new PutCommand({ TableName, Item: { pk: 'd', sk: 'X' } }))
    await inRequest({ requestId: 'r5' }, () => documentClient.send(new PutCommand({ TableName: 'hot', Item: { pk: 'd', sk: 'X' } })))
    expect([await read('d'), await read('d', 'hot')]).toEqual([{ pk: 'd', sk: 'X' }, { pk: 'd', sk: 'X' }])
  })
})

test('an event carries the cause of the write, and its consumer logs it with every line', async () => {
  const [event] = eventsOfChange({ before: undefined, after: { entity: 'Thing', n: 1, causedBy: 'r6' } }, [{ entity: 'Thing', when: 'created', detail: { parse: ({ n }: { n: number }) => ({ n }), safeParse: () => ({}) } as never, source: 's', detailType: 'thing.created' }])
  expect(event).toMatchObject({ detail: { n: 1 }, causedBy: 'r6' })
  lines = []
  const body = JSON.stringify({ id: 'e1', source: 's', 'detail-type': 'thing.created', time: 't', detail: { n: 1, causedBy: 'r6' } })
  await queueConsumer(detail => detail as { n: number }, async () => {})({ Records: [{ messageId: 'm', attributes: { ApproximateReceiveCount: '1' }, body }] } as never, lambdaContext)
  expect(lines).toContainEqual(expect.objectContaining({ message: 'event', causedBy: 'r6', eventId: 'e1', detailType: 'thing.created' }))
})

test('a figure is a log line that CloudWatch reads as a metric, by stage and by its own dimension', () => {
  lines = []
  measure('SignInFailed', 1, 'wrong_credentials')
  expect(lines[0]).toMatchObject({
    _aws: { Timestamp: expect.any(Number), CloudWatchMetrics: [{ Namespace: 'Playhouse', Dimensions: [['stage'], ['stage', 'reason']], Metrics: [{ Name: 'SignInFailed', Unit: 'Count' }] }] },
    SignInFailed: 1, reason: 'wrong_credentials', stage: expect.any(String),
  })
})
