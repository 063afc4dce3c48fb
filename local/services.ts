/** What plugins offer each other inside the process, past the SDK endpoint. AWS services do the same among themselves, under their service principals. */
import type { Readable } from 'node:stream'
import type { Caller } from './plugin.ts'

export interface Services {
  lambda: LambdaService
  events: EventsService
  queues: QueuesService
  s3: S3Service
  mailbox: MailboxService
  secrets: SecretsService
  parameters: { value(name: string): string }
  keyValueStores: { get(arn: string, key: string): string | undefined; list(arn: string): { key: string; value: string }[] }
  httpApi: HttpApiService
  jobs: { list(): readonly JobRow[] }
  tables: { endpoint: string; count(table: string): Promise<number> }
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
  list(): readonly { name: string; arn: string; url: string; visible: number; inFlight: number; delayed: number }[]
  peek(queueArn: string): readonly { id: string; body: string; receiveCount: number; sentAt: string }[]
}

/** Access inside AWS on behalf of a role or service: permissions are checked against the caller exactly as on the wire. */
export interface S3Service {
  head(bucket: string, key: string, caller: Caller): Promise<{ size: number; etag: string; contentType: string } | undefined>
  /** A read-only path of the object's bytes, for engines that need a file. */
  localFile(bucket: string, key: string, caller: Caller): Promise<string>
  get(bucket: string, key: string, caller: Caller, range?: { start: number; end: number }): Promise<{ body: Readable; size: number; contentType: string; headers: Record<string, string> }>
  put(bucket: string, key: string, body: Readable | Uint8Array | { file: string }, caller: Caller, headers?: Record<string, string>): Promise<void>
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
