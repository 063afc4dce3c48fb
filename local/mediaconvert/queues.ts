import type { Resource, Realised } from '../plugin.ts'
import type { Job } from './job.ts'

export interface Queue { readonly name: string; readonly arn: string; readonly description: string | null; readonly status: string; readonly system: boolean; readonly createdAt: number }

/** The account's queues: the one that AWS gives everybody, and those of the template. */
export class Queues {
  readonly #arnPrefix: string
  readonly #queues = new Map<string, Queue>()
  readonly #now: () => Date

  constructor(arnPrefix: string, now: () => Date) {
    this.#arnPrefix = arnPrefix
    this.#now = now
    this.#add('Default', null, 'ACTIVE', true)
  }

  realise({ logicalId, properties }: Resource): Realised {
    const queue = this.#add(properties['Name'] ?? logicalId, properties['Description'] ?? null, properties['Status'] ?? 'ACTIVE', false)
    return { ref: queue.name, attributes: { Arn: queue.arn, Name: queue.name } }
  }

  /** By name or ARN. */
  find(nameOrArn: string): Queue | undefined {
    return this.#queues.get(nameOrArn.startsWith(this.#arnPrefix) ? nameOrArn.slice(`${this.#arnPrefix}queues/`.length) : nameOrArn)
  }

  arnOf(nameOrArn: string): string {
    return nameOrArn.startsWith('arn:') ? nameOrArn : `${this.#arnPrefix}queues/${nameOrArn}`
  }

  get all(): readonly Queue[] {
    return [...this.#queues.values()]
  }

  #add(name: string, description: string | null, status: string, system: boolean): Queue {
    const queue: Queue = { name, arn: `${this.#arnPrefix}queues/${name}`, description, status, system, createdAt: this.#now().getTime() }
    this.#queues.set(name, queue)
    return queue
  }
}

/** A queue as GetQueue answers it. */
export function queueOnTheWire(queue: Queue, jobs: readonly Job[]): object {
  const count = (status: Job['status']) => jobs.filter(job => job.queue === queue.arn && job.status === status).length
  return {
    name: queue.name, arn: queue.arn, description: queue.description ?? undefined, status: queue.status, type: queue.system ? 'SYSTEM' : 'CUSTOM', pricingPlan: 'ON_DEMAND',
    createdAt: queue.createdAt / 1000, submittedJobsCount: count('SUBMITTED'), progressingJobsCount: count('PROGRESSING'),
  }
}
