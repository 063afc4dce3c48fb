/** How the plugin speaks to the engine: kept-alive connections, requests and replies passed on as they are. */
import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { AwsError } from '../plugin.ts'

export interface Wire {
  /** Passes an SDK request on; the reply streams back unread. */
  forward(target: string, body: string): Promise<IncomingMessage>
  /** Our own calls, e.g. `call('DynamoDB_20120810.CreateTable', {…})`. An error reply throws AwsError. */
  call(target: string, input: object): Promise<Record<string, any>>
  close(): void
}

export const TABLES = 'DynamoDB_20120810'
export const STREAMS = 'DynamoDBStreams_20120810'

// The engine wants a credential to look at, and looks no further: the kernel has verified the real signature.
const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0'

export function createWire(endpoint: string): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const { hostname, port } = new URL(endpoint)

  const forward = (target: string, body: string): Promise<IncomingMessage> => new Promise((resolve, reject) => {
    request({
      agent, hostname, port, method: 'POST', path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': target,
        authorization: AUTHORIZATION,
      },
    }, resolve).once('error', reject).end(body)
  })

  return {
    forward,
    call: async (target, input) => {
      const reply = await forward(target, JSON.stringify(input))
      let text = ''
      for await (const chunk of reply.setEncoding('utf8')) text += chunk
      const output = JSON.parse(text) as Record<string, any>
      if (reply.statusCode === 200) return output
      throw new AwsError(String(output.__type ?? 'InternalServerError').split('#').at(-1)!, output.message ?? output.Message ?? text, reply.statusCode)
    },
    close: () => agent.destroy(),
  }
}
