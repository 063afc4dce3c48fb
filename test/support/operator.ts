/** Whoever runs the house: may call any function and send to any queue, sees /_local, and injects faults. */
import { AwsClient } from 'aws4fetch'
import type { Fault, Point } from '../../local/faults/faults.ts'
import type { HouseAddress } from './house-process.ts'

export interface RecentEvent { readonly id: string; readonly source: string; readonly detailType: string; readonly detail: unknown; readonly time: string }
export interface Queue { readonly name: string; readonly arn: string; readonly url: string; readonly visible: number; readonly inFlight: number }

export function operatorOf({ frontDoor, endpoint, operator }: HouseAddress) {
  const aws = (service: string) => new AwsClient({ ...operator, service, region: 'us-east-1', retries: 0 })
  const local = async (path: string, body?: object) => {
    const response = await fetch(`${frontDoor}/_local/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`/_local/${path} answered ${response.status}: ${await response.text()}`)
    return response.json() as Promise<any>
  }
  return {
    /** AWS SDK client options with which everything is allowed. */
    client: { endpoint, region: 'us-east-1', credentials: operator },
    /** One of /_local's views, e.g. `queues`, `logs`. */
    see: async (view: string, query: Record<string, string> = {}) => local(`${view}.json?${new URLSearchParams(query)}`),
    queues: async (): Promise<Queue[]> => (await local('queues.json')).items,
    events: async (): Promise<RecentEvent[]> => (await local('events.json')).items,
    /** Answers the fault's number. */
    inject: async (fault: Fault): Promise<number> => (await local('faults', { inject: fault })).id,
    faults: async (): Promise<{ id: number; fault: Fault; struck: number }[]> => (await local('faults')).faults,
    endFaults: async (): Promise<void> => { await local('faults', { clear: true }) },
    watch: async (about: string): Promise<void> => { await local('faults', { watch: about }) },
    watched: async (about: string): Promise<Point[]> => (await local(`faults?about=${encodeURIComponent(about)}`)).watched,
    /** Moves the local cloud's clock; schedules and ages follow, the clocks of functions do not. */
    advanceClock: async (seconds: number): Promise<void> => { await local('clock', { advanceSeconds: seconds }) },
    /** Calls a function by the name of its bundle, and waits for its answer. */
    async call(bundle: string, event: object): Promise<unknown> {
      const response = await aws('lambda').fetch(`${endpoint}/2015-03-31/functions/playhouse-local-${bundle}/invocations`, { method: 'POST', body: JSON.stringify(event) })
      const answer = await response.json() as unknown
      if (!response.ok || response.headers.has('x-amz-function-error')) throw new Error(`${bundle} failed: ${JSON.stringify(answer)}`)
      return answer
    },
    /** What a schedule calls, called now instead of at its next minute, as if that many seconds had passed. */
    bringForward(bundle: `${string}-every-${string}`, seconds = 0): Promise<unknown> {
      return this.call(bundle, { time: new Date(Date.now() + seconds * 1000).toISOString() })
    },
    reconcileAfter(seconds: number): Promise<unknown> {
      return this.bringForward('videos-every-minute-reconcile', seconds)
    },
    async send(queueUrl: string, body: object): Promise<void> {
      const response = await aws('sqs').fetch(`${endpoint}/`, { method: 'POST', headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' }, body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }) })
      if (!response.ok) throw new Error(`The message was not taken: ${await response.text()}`)
    },
  }
}
export type Operator = ReturnType<typeof operatorOf>
