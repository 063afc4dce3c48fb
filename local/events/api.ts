/** EventBridge's API as far as code here calls it: PutEvents, each entry accepted or refused by itself. */
import { jsonError, jsonReply, targetOperation } from '../kernel/json-protocol.ts'
import { AwsError } from '../plugin.ts'
import type { Api, ApiRequest, Permission } from '../plugin.ts'
import type { EventsService } from '../services.ts'
import { entryError, entrySize, LARGEST_REQUEST } from './event.ts'
import type { PutEventsEntry } from './event.ts'
import { nameOfBus } from './rule.ts'

const MOST_ENTRIES = 10

const entriesOf = async (request: ApiRequest): Promise<PutEventsEntry[]> => JSON.parse(await request.text()).Entries ?? []

export function createApi(service: EventsService, buses: ReadonlyMap<string, string>, arnOfBus: (name: string) => string): Api {
  const put = async (entry: PutEventsEntry): Promise<object> => {
    const busName = nameOfBus(entry.EventBusName)
    const refused = entryError(entry)
      ?? (buses.has(busName) ? undefined : { ErrorCode: 'InvalidArgument', ErrorMessage: `Event bus ${busName} does not exist.` })
    if (refused !== undefined) return refused
    const EventId = await service.put({
      busName, source: entry.Source!, detailType: entry.DetailType!, detail: JSON.parse(entry.Detail!),
      ...(entry.Resources && { resources: entry.Resources }),
      ...(entry.Time !== undefined && { time: new Date(entry.Time * 1000) }),
    })
    return { EventId }
  }

  return {
    signingName: 'events',
    operationOf: request => (targetOperation(request, 'AWSEvents') === 'PutEvents' ? 'PutEvents' : null),
    permissions: async (_operation, request): Promise<Permission[]> => (await entriesOf(request)).map(({ EventBusName, Source, DetailType }) => ({
      action: 'events:PutEvents',
      resource: arnOfBus(nameOfBus(EventBusName)),
      context: { ...(Source && { 'events:source': Source }), ...(DetailType && { 'events:detail-type': DetailType }) },
    })),
    handle: async (_operation, request) => {
      const entries = await entriesOf(request)
      if (entries.length < 1 || entries.length > MOST_ENTRIES) throw new AwsError('ValidationException', `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MOST_ENTRIES}`)
      if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) > LARGEST_REQUEST) throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.')
      const Entries = await Promise.all(entries.map(put))
      const FailedEntryCount = Entries.filter(entry => 'ErrorCode' in entry).length
      return jsonReply({ FailedEntryCount, Entries })
    },
    error: error => jsonError(error),
  }
}
