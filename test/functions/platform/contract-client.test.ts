import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { systemContract } from '../../../functions/system/contract.ts'
import { contractClient } from '../../../functions/platform/contract-client.ts'

test('an answer that breaks off is a house that cannot be reached', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{')
    setImmediate(() => response.destroy())
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { health } = contractClient(systemContract, { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  await expect(health()).rejects.toMatchObject({ name: 'ApiProblem', status: 0, code: 'unreachable' })
  server.close()
})
