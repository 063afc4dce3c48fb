/** An event as EventBridge wraps it, and what it demands of an entry. */
import { randomUUID } from 'node:crypto'

export interface BusEvent {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  /** To the second, as in AWS. */
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: unknown
}

export interface PutEventsEntry { Source?: string; DetailType?: string; Detail?: string; EventBusName?: string; Resources?: string[]; Time?: number }
export interface EntryError { readonly ErrorCode: string; readonly ErrorMessage: string }

/** Of one PutEvents request, in bytes. */
export const LARGEST_REQUEST = 262_144

export function wrapEvent({ source, detailType, detail, resources = [], time }: { source: string; detailType: string; detail: unknown; resources?: string[]; time: Date }): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: '000000000000',
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: 'us-east-1',
    resources,
    detail,
  }
}

/** What is wrong with an entry, if anything is. */
export function entryError(entry: PutEventsEntry): EntryError | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.` }
  }
  if (entry.Source!.startsWith('aws.')) return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
  try {
    const detail: unknown = JSON.parse(entry.Detail!)
    if (typeof detail === 'object' && detail !== null && !Array.isArray(detail)) return undefined
  } catch {
    // Told below, like any other detail that is no object.
  }
  return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
}

/** As EventBridge counts: 14 bytes for the time, and the UTF-8 of the rest. */
export const entrySize = ({ Source = '', DetailType = '', Detail = '', Resources = [], Time }: PutEventsEntry): number =>
  (Time === undefined ? 0 : 14) + [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
