/**
 * What a plugin of the local cloud is, and what it may lean on. One plugin per AWS service, in
 * local/<service>/; the kernel (local/kernel/) reads the synthesized assembly, resolves intrinsics and
 * asks the plugins to realise each resource, in dependency order.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { Services } from './services.ts'

/** A resource of the template with every intrinsic resolved. */
export interface Resource {
  readonly stack: string
  readonly logicalId: string
  /** `aws:cdk:path`, for messages. */
  readonly path: string
  readonly type: string
  // Template properties are whatever the template says; each plugin reads the ones it realises.
  readonly properties: Record<string, any>
  /** The template's DeletionPolicy, Metadata and so on, as written. */
  readonly raw: Record<string, any>
}

/** What `Ref` and `Fn::GetAtt` answer for a realised resource. */
export interface Realised {
  readonly ref: string
  readonly attributes?: Readonly<Record<string, string | string[]>>
}

export interface Plugin {
  readonly name: string
  /** By CloudFormation type (`Custom::…` too). Called on every start: must find what an earlier start left and keep it. */
  readonly resources: Readonly<Record<string, (resource: Resource) => Promise<Realised> | Realised>>
  /** The AWS API that SDK clients reach through the endpoint. */
  readonly api?: Api
  /** When all resources are realised: begin polling, schedules and the like. */
  start?(): Promise<void>
  /** Ends everything it started. Called once, within five seconds. */
  stop?(): Promise<void>
}
export type CreatePlugin = (cloud: Cloud) => Plugin | Promise<Plugin>

/** Who signed a request: a function's or a service's role, a person at the console (`operator`: may do anything), or nobody. */
export interface Caller {
  readonly kind: 'role' | 'service' | 'operator' | 'anonymous'
  /** Role ARN, service principal (`cloudfront.amazonaws.com`), or `operator`/`anonymous`. */
  readonly principal: string
  /** For `service`: the resource on whose behalf it acts (aws:SourceArn). */
  readonly sourceArn?: string
}

/** One thing that must be allowed. An operation may need several (TransactWriteItems, PassRole …). */
export interface Permission {
  /** `dynamodb:PutItem` */
  readonly action: string
  readonly resource: string
  /** Condition keys known for this request, e.g. `iam:PassedToService`. */
  readonly context?: Readonly<Record<string, string | string[]>>
  /** The resource's own policy (bucket, queue, function permission), evaluated beside the caller's. */
  readonly resourcePolicy?: PolicyDocument
}
export interface PolicyDocument { readonly Version?: string; readonly Statement: readonly PolicyStatement[] | PolicyStatement }
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: '*' | Record<string, string | readonly string[]>
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly NotResource?: string | readonly string[]
  readonly Condition?: Record<string, Record<string, unknown>>
}

/** A request to the AWS endpoint after its signature was verified. */
export interface ApiRequest {
  readonly method: string
  /** Path and query as sent, undecoded. */
  readonly url: URL
  /** The request target as sent: `url` has resolved its dot segments, which an S3 key may hold. */
  readonly target?: string
  /** What follows an aws-chunked body (`x-amz-checksum-crc32` …) is here when `body` has ended. */
  readonly headers: IncomingHttpHeaders
  /** The body; read it once. For JSON APIs call `text()`. */
  readonly body: Readable
  text(): Promise<string>
  readonly caller: Caller
  readonly requestId: string
  /** True when the signature was in the query (presigned). */
  readonly presigned: boolean
}
export interface ApiResponse {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array | Readable
}
export interface Api {
  /** The service of the SigV4 credential scope: `s3`, `dynamodb`, `cognito-idp`, `mediaconvert`, `events`, `sqs`, `secretsmanager`, `ssm`, `cloudfront-keyvaluestore`, `lambda` … */
  readonly signingName: string
  /** Operations that come unsigned (most of Cognito's user calls, CORS preflights): the name of the operation, or null. */
  unsignedOperation?(request: Omit<ApiRequest, 'caller'>): string | null
  /** `PutItem` … ; null if this is no operation the plugin knows (answered UnknownOperation). */
  operationOf(request: ApiRequest): string | null | Promise<string | null>
  /** Every permission the operation needs with this request. An operation absent from the plugin's table must throw: what is not in the table is denied. */
  permissions(operation: string, request: ApiRequest): Permission[] | Promise<Permission[]>
  handle(operation: string, request: ApiRequest): Promise<ApiResponse>
  /** An error in this protocol's shape (JSON 1.0/1.1, REST-JSON, REST-XML). */
  error(error: AwsError, request: Omit<ApiRequest, 'caller'>): ApiResponse
}

/** An AWS error with its real code, as the SDK would see it. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly extra: Record<string, unknown>
  constructor(code: string, message: string, status = 400, extra: Record<string, unknown> = {}) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.extra = extra
  }
}

/** What every plugin is given. */
export interface Cloud {
  readonly account: '000000000000'
  readonly region: 'us-east-1'
  /** Kept between starts; each plugin keeps to `<stateDir>/<plugin name>/`. */
  readonly stateDir: string
  /** The synthesized assembly's folder (cdk.out). */
  readonly assemblyDir: string
  /** Where SDK traffic goes: `http://127.0.0.1:4001`, no trailing slash. */
  readonly endpoint: string
  /** What people open: `http://localhost:4000`. */
  readonly frontDoor: string
  readonly options: LocalOptions
  /** Wall time of the local cloud; tests may move it forward. */
  now(): Date
  /** Moves `now()` forward. Signatures keep real time: functions sign by their own clocks. */
  advanceClock(seconds: number): void
  /** Serves plain, unsigned http under a path of the endpoint: `/_execute-api/`, `/cognito/`. The longest prefix wins. */
  route(prefix: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void
  /** One line of what happened, for the console, /_local and tests. */
  record(entry: Omit<Activity, 'at'>): void
  activity(filter?: Partial<Pick<Activity, 'kind' | 'source'>>): readonly Activity[]
  /** Plugins find each other here; `use` throws a clear sentence when nobody offers. */
  offer<K extends keyof Services>(name: K, service: Services[K]): void
  use<K extends keyof Services>(name: K): Services[K]
  readonly iam: Iam
  /** A resource by its CloudFormation path or logical id, once realised. */
  resources(type?: string): readonly (Resource & Realised)[]
  /** Small JSON state, written atomically (write, fsync, rename), debounced ≤ 50 ms and flushed on stop. */
  state<T extends object>(plugin: string, name: string, initial: () => T): State<T>
  /** The folder or file of an asset by its S3 key in the template (`<hash>.zip` → the unpacked folder). */
  assetPath(objectKey: string): string
  /** `https://bucket.s3.us-east-1.amazonaws.com/…`, execute-api and issuer addresses → their loopback address; others unchanged. Works inside longer strings (a CSP header, say). */
  toLocal(text: string): string
}

export interface State<T> { value: T; save(): void; flush(): Promise<void> }

export interface LocalOptions {
  readonly port: number
  /** 1 is as fast as the machine can; MediaConvert's queue and provisioning pauses are multiplied by it. 0 removes them. */
  readonly pace: number
  /** How long the edge goes by what stood in a key-value store before a change, in seconds. */
  readonly edgeDelay: number
  /** No console output but errors. */
  readonly quiet: boolean
}

export interface Activity {
  readonly at: string
  readonly kind: 'request' | 'log' | 'event' | 'mail' | 'job' | 'queue' | 'denied' | 'error' | 'info'
  /** The function, bus, queue … it came from. */
  readonly source: string
  readonly message: string
  readonly requestId?: string
  readonly detail?: unknown
}

export interface Iam {
  /** Throws AwsError AccessDenied naming principal, action and resource. Also notes the action as exercised. */
  authorise(caller: Caller, permissions: readonly Permission[]): void
  allows(caller: Caller, permission: Permission): boolean
  /** Keys with which a role's code signs. Stable across restarts. */
  credentialsOf(roleArn: string): Credentials
  /** All-powerful keys for the local command line and the bench. */
  operator: Credentials
  /** Adds a statement source (called by the IAM plugin for AWS::IAM::Policy and inline policies). */
  attach(roleArn: string, name: string, document: PolicyDocument): void
  /** Makes a role known, with who may assume it (called by the IAM plugin for AWS::IAM::Role). */
  declareRole(roleArn: string, trust: PolicyDocument): void
  /** Whether a role lets this service (`mediaconvert.amazonaws.com`) act as it. False for a role that does not exist. */
  trusts(roleArn: string, servicePrincipal: string): boolean
  /** Granted by the templates but never needed since the start, one action on one resource each: for the test run's ledger. */
  unexercised(): readonly { role: string; action: string; resource: string }[]
  /** What was refused since the start, each once, the latest first. Unlike the activity it forgets nothing: the ledger judges by it. */
  denied(): readonly Denial[]
}
export interface Denial {
  /** The principal, as in Caller. */
  readonly caller: string
  readonly action: string
  readonly resource: string
  /** As AWS would say it. */
  readonly message: string
}
export interface Credentials { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
