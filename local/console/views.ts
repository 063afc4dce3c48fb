/** What /_local/<view>.json answers. A service that no plugin offers is named in `absent` instead of failing the view. */
import { usage } from '../kernel/usage.ts'
import { codeIn } from '../mailbox/plugin.ts'
import type { Activity, Cloud } from '../plugin.ts'
import type { Services } from '../services.ts'

export type View = (cloud: Cloud, query: URLSearchParams) => object | Promise<object>

/** Rows per answer: what a person can still look through. */
const most = 300

export const views: Readonly<Record<string, View>> = {
  summary,
  mailbox: (cloud, query) => listing(cloud, 'mailbox', mailbox => mailbox.list(query.get('to') ?? undefined).slice(0, most).map(mail => ({ ...mail, code: codeIn(mail) }))),
  events: cloud => listing(cloud, 'events', events => newestFirst(events.recent(), event => event.time)),
  logs,
  activity: (cloud, query) => ({ items: latest(cloud, { kind: (query.get('kind') ?? undefined) as Activity['kind'] | undefined, source: query.get('source') ?? undefined }) }),
  queues: cloud => listing(cloud, 'queues', queues => queues.list()),
  'queue-messages': (cloud, query) => listing(cloud, 'queues', queues => queues.peek(query.get('arn') ?? '').slice(0, 50)),
  jobs: cloud => listing(cloud, 'jobs', jobs => newestFirst(jobs.list(), job => job.createdAt)),
  tables,
  buckets,
  apis: cloud => ({ items: cloud.resources('AWS::ApiGatewayV2::Api').map(({ ref, properties, attributes }) => ({ id: ref, name: properties.Name, address: cloud.toLocal(String(attributes?.ApiEndpoint)) })) }),
  secrets: cloud => ({ items: cloud.resources('AWS::SecretsManager::Secret').map(secret => ({ name: String(secret.properties.Name ?? secret.logicalId), arn: secret.ref, description: secret.properties.Description })) }),
  usage: () => usage(),
  iam: cloud => ({ denied: cloud.iam.denied(), unexercised: cloud.iam.unexercised() }),
}

/** Where things are, and the figures on the tabs. */
function summary(cloud: Cloud): object {
  const queues = offered(cloud, 'queues')?.list() ?? []
  const jobs = offered(cloud, 'jobs')?.list() ?? []
  return {
    frontDoor: cloud.frontDoor,
    endpoint: cloud.endpoint,
    aheadSeconds: Math.round((cloud.now().getTime() - Date.now()) / 1000),
    counts: {
      mailbox: offered(cloud, 'mailbox')?.list().length ?? 0,
      events: offered(cloud, 'events')?.recent().length ?? 0,
      queues: queues.reduce((sum, queue) => sum + queue.visible + queue.inFlight + queue.delayed, 0),
      jobs: jobs.filter(job => job.status === 'SUBMITTED' || job.status === 'PROGRESSING').length,
      iam: cloud.iam.denied().length,
      errors: cloud.activity({ kind: 'error' }).length,
    },
  }
}

function logs(cloud: Cloud, query: URLSearchParams): object {
  const functions = offered(cloud, 'lambda')?.list()
  return { ...functions ? {} : { absent: ['lambda'] }, functions: functions ?? [], items: latest(cloud, { kind: 'log', source: query.get('source') ?? undefined }) }
}

async function tables(cloud: Cloud): Promise<object> {
  const service = offered(cloud, 'tables')
  const names = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap(type => cloud.resources(type)).map(table => table.ref)
  return service ? { items: await Promise.all(names.map(async name => ({ name, count: await service.count(name) }))) } : { absent: ['tables'], items: [] }
}

function buckets(cloud: Cloud): object {
  return listing(cloud, 's3', s3 => s3.buckets().map(name => {
    const objects = s3.list(name)
    return { name, objects: objects.length, bytes: objects.reduce((sum, object) => sum + object.size, 0) }
  }))
}

function listing<K extends keyof Services>(cloud: Cloud, name: K, items: (service: Services[K]) => readonly object[]): object {
  const service = offered(cloud, name)
  return service ? { items: items(service) } : { absent: [name], items: [] }
}

function offered<K extends keyof Services>(cloud: Cloud, name: K): Services[K] | undefined {
  try {
    return cloud.use(name)
  } catch {
    return undefined
  }
}

const latest = (cloud: Cloud, filter: Parameters<Cloud['activity']>[0]): readonly Activity[] => cloud.activity(filter).slice(-most).toReversed()

const newestFirst = <T>(items: readonly T[], time: (item: T) => string): T[] =>
  items.map((item, index) => ({ item, index })).toSorted((a, b) => time(b.item).localeCompare(time(a.item)) || b.index - a.index).slice(0, most).map(({ item }) => item)
