/** What plugins offer each other inside the process, past the SDK endpoint. AWS services do the same among themselves, under their service principals. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { Fault } from './dynamodb/faults.ts'
import type { FaultsService } from './faults/faults.ts'
import type { Caller } from './plugin.ts'

export interface Services {
  lambda: LambdaService
  events: EventsService
  queues: QueuesService
  s3: S3Service
  mailbox: MailboxService
  secrets: SecretsService
  parameters: { value(name: string): string }
  keyValueStores: { get(arn: string, key: string): string | undefined; list(arn: string): { key: string; value: string }[]; describe(arn: string): { created: string; lastModified: string; count: number } }
  httpApi: HttpApiService
  jobs: { list(): readonly JobRow[] }
  tables: TablesService
  console: ConsoleService
  /** Offered by the kernel itself. */
  faults: FaultsService
}

export interface TablesService {
  /** The engine itself, `http://127.0.0.1:<port>`; it checks neither signatures nor policies. */
  readonly endpoint: string
  count(table: string): Promise<number>
  /** The next matching requests fail as told (local/dynamodb/faults.ts names the usual errors). */
  injectFault(fault: Fault): void
  /** DynamoDB Streams, e.g. `streams('GetRecords', { ShardIterator })`; permissions are the caller's business. */
  streams(operation: string, input: object): Promise<Record<string, any>>
  /** Tells of each request that may have changed the table, as soon as it is answered. Answers how to unsubscribe. */
  onWrite(table: string, listener: () => void): () => void
  /** Sweeps expired items now instead of within the minute. */
  deleteExpired(): Promise<void>
}

export interface LambdaService {
  /**
   * Invokes a function as a service or person would. The caller needs an AWS::Lambda::Permission (services)
   * or lambda:InvokeFunction (roles). `RequestResponse` resolves with the outcome; `Event` resolves once
   * accepted, and is retried twice and sent to the function's failure destination as in AWS.
   */
  invoke(functionArn: string, payload: unknown, options: { caller: Caller; type?: 'RequestResponse' | 'Event'; requestId?: string }): Promise<Invocation>
  list(): readonly { arn: string; name: string; instances: number; invocations: number; errors: number }[]
}
export interface Invocation {
  readonly requestId: string
  readonly payload: unknown
  /** `Unhandled`, with errorType and errorMessage in the payload; a timeout reads "Task timed out after N.NN seconds". */
  readonly functionError?: string
}

export interface EventsService {
  /** An event as a service puts it on the default bus (`aws.s3`, `aws.mediaconvert`) or a caller on a named one. Durable before it resolves; delivery is at least once. */
  put(entry: { busName?: string; source: string; detailType: string; detail: unknown; resources?: string[]; time?: Date }): Promise<string>
  recent(): readonly { id: string; bus: string; source: string; detailType: string; detail: unknown; time: string; matched: string[] }[]
}

export interface QueuesService {
  send(queueArn: string, body: string, attributes?: Record<string, string>, caller?: Caller): Promise<string>
  /** Up to `max` messages; waits for the first one. An aborted wait answers none. Permissions are the caller's business, here and below. */
  receive(queueArn: string, options: { max: number; waitMs: number; signal?: AbortSignal }): Promise<QueueMessage[]>
  remove(queueArn: string, receiptHandles: readonly string[]): Promise<void>
  /** Makes messages that were received visible again after `delayMs`, or after what is left of their visibility timeout. */
  release(queueArn: string, receiptHandles: readonly string[], delayMs: (leftMs: number) => number): void
  list(): readonly { name: string; arn: string; url: string; visible: number; inFlight: number; delayed: number }[]
  peek(queueArn: string): readonly { id: string; body: string; receiveCount: number; sentAt: string }[]
}
export interface QueueMessage {
  readonly id: string
  readonly receiptHandle: string
  readonly body: string
  /** System attributes as on the wire: ApproximateReceiveCount, SentTimestamp … */
  readonly attributes: Readonly<Record<string, string>>
  readonly messageAttributes: Readonly<Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>>
}

/** Access inside AWS on behalf of a role or service: permissions are checked against the caller exactly as on the wire. */
export interface S3Service {
  /** Undefined when there is no such object and the caller may list the bucket; AccessDenied when it may not. `headers` as on the wire. */
  head(bucket: string, key: string, caller: Caller): Promise<{ size: number; etag: string; contentType: string; headers: Record<string, string> } | undefined>
  /** A read-only path of the object's bytes, for engines that need a file. */
  localFile(bucket: string, key: string, caller: Caller): Promise<string>
  /** `size` is that of the whole object; `headers` are those of the wire (content-length and content-range tell the range). Destroy the body if you do not read it. */
  get(bucket: string, key: string, caller: Caller, range?: { start: number; end: number }): Promise<{ body: Readable; size: number; contentType: string; headers: Record<string, string> }>
  put(bucket: string, key: string, body: Readable | Uint8Array | { file: string }, caller: Caller, headers?: Record<string, string>): Promise<void>
  /** Deleting what is not there is no error. */
  remove(bucket: string, key: string, caller: Caller): Promise<void>
  buckets(): readonly string[]
  list(bucket: string, prefix?: string): readonly { key: string; size: number }[]
}

export interface Mail { readonly id: string; readonly to: string; readonly from: string; readonly subject: string; readonly text: string; readonly html?: string; readonly at: string }
export interface MailboxService { deliver(mail: Omit<Mail, 'id' | 'at'>): void; list(to?: string): readonly Mail[] }

export interface SecretsService {
  /** The secret string at AWSCURRENT (or the stage given). */
  value(arnOrName: string, stage?: string): string
}

export interface HttpApiService {
  /** Serves a request to an HTTP API (by its id) as API Gateway would: route, payload v2, integration, response. */
  handle(apiId: string, request: { method: string; path: string; rawQuery: string; headers: Record<string, string>; body: Buffer; sourceIp: string }): Promise<{ status: number; headers: Record<string, string>; cookies: string[]; body: Buffer }>
}

export interface JobRow { readonly id: string; readonly status: string; readonly percent: number; readonly queue: string; readonly createdAt: string; readonly userMetadata: Record<string, string>; readonly error?: string }

/** The page at /_local, which the front door serves. */
export interface ConsoleService { handle(request: IncomingMessage, response: ServerResponse): void }
