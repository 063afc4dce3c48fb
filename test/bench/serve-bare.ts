/** The floor: nothing but an HTTP server and one GetCommand. Bundled as the functions are, then run. Prints its port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

const server = createServer(async (request, response) => {
  const id = request.url!.split('/').at(-1)!
  const { Item } = await client.send(new GetCommand({ TableName: 'platform', Key: { pk: `VIDEO#${id}`, sk: 'VIDEO' } }))
  response.writeHead(Item ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(Item ?? {}))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.stdin.on('end', () => process.exit(0)).resume()
