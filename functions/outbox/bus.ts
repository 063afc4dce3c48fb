import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { causeField } from '../platform/cause.ts'
import { log } from '../platform/log.ts'
import { answeredWithin } from '../platform/patience.ts'
import type { Bus } from './publish-changes.ts'

/** The platform's event bus. */
export function eventBus(name: string, client = new EventBridgeClient(answeredWithin(5000))): Bus {
  return {
    async put(events) {
      const { Entries = [] } = await client.send(new PutEventsCommand({
        Entries: events.map(({ source, detailType, detail, at, causedBy }) => ({ EventBusName: name, Source: source, DetailType: detailType, Detail: JSON.stringify(causedBy === undefined ? detail : { ...detail, [causeField]: causedBy }), Time: at })),
      }))
      const refused = Entries.flatMap(({ ErrorCode, ErrorMessage }, place) => {
        if (!ErrorCode) return []
        log.warn('The bus refused an event', { reason: ErrorCode, detail: ErrorMessage, detailType: events[place]?.detailType })
        return [place]
      })
      return new Set(refused)
    },
  }
}
