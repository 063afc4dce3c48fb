import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { answeredWithin } from '../../../functions/platform/patience.ts'

/** A service that takes every request, and answers only from the given one on. */
let server: Server, taken: number
const serviceAnsweringFrom = async (first: number, answer = '{}') => {
  server = createServer((_request, response) => {
    if (++taken >= first) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answer)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
}
beforeEach(() => { taken = 0 })
afterEach(() => {
  vi.useRealTimers()
  server.closeAllConnections()
  server.close()
})

/** How long a caller is kept, by a clock that does not keep us. */
async function kept(attempt: () => Promise<unknown>): Promise<{ seconds: number; outcome: string }> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const caller: { outcome?: string } = {}
  void attempt().then(() => { caller.outcome = 'answered' }, (problem: Error) => { caller.outcome = problem.name })
  let milliseconds = 0
  for (let seen = -1; caller.outcome === undefined && milliseconds < 60_000;) {
    // No time passes while a request is on its way to the service.
    if (seen === taken) {
      vi.advanceTimersByTime(50)
      milliseconds += 50
    }
    seen = taken
    for (let turns = 0; turns < 20; turns++) await turn()
  }
  return { seconds: milliseconds / 1000, outcome: caller.outcome ?? 'still waiting' }
}
const item = new GetItemCommand({ TableName: 'platform', Key: { pk: { S: 'a' }, sk: { S: 'b' } } })

test('a request that is never answered is broken off and sent again', async () => {
  const client = new DynamoDBClient({ ...await serviceAnsweringFrom(2), ...answeredWithin(2500) })
  const { seconds, outcome } = await kept(() => client.send(item))
  expect({ outcome, taken }).toEqual({ outcome: 'answered', taken: 2 })
  expect(seconds).toBeGreaterThanOrEqual(2.5)
})
test('who asks DynamoDB in vain is told so before an API function\'s 15 seconds are over', async () => {
  const client = new DynamoDBClient({ ...await serviceAnsweringFrom(Infinity), ...answeredWithin(2500) })
  const { seconds, outcome } = await kept(() => client.send(item))
  expect({ outcome, taken }).toEqual({ outcome: 'TimeoutError', taken: 4 })
  expect(seconds).toBeLessThan(15)
})
test('an answer that stops in the middle is broken off', async () => {
  server = createServer((_request, response) => void response.writeHead(200, { 'content-length': '1000' }).write('the beginning'))
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const s3 = new S3Client({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, forcePathStyle: true, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, ...answeredWithin(200) })
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'films', Key: 'a' }))
  await expect(Body!.transformToByteArray()).rejects.toMatchObject({ name: 'TimeoutError' })
})
