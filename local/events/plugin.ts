/** EventBridge: buses, rules by pattern or clock, and Scheduler's schedules, delivered to queues and functions. */
import { used } from '../kernel/usage.ts'
import type { CreatePlugin } from '../plugin.ts'
import type { EventsService } from '../services.ts'
import { createApi } from './api.ts'
import { createDeliveries } from './deliveries.ts'
import { wrapEvent } from './event.ts'
import { matches } from './pattern.ts'
import { nameOfBus, ruleOf, scheduleOf } from './rule.ts'
import type { Rule } from './rule.ts'
import { startTicker } from './ticker.ts'
import type { Ticker } from './ticker.ts'

const RECENT = 500

type Recent = ReturnType<EventsService['recent']>[number]

export const createPlugin: CreatePlugin = cloud => {
  const arnOfBus = (name: string): string => `arn:aws:events:${cloud.region}:${cloud.account}:event-bus/${name}`
  /** Name → ARN. */
  const buses = new Map([['default', arnOfBus('default')]])
  const rules = new Map<string, Rule>()
  const recent: Recent[] = []
  const deliveries = createDeliveries(cloud, arn => rules.get(arn))
  let ticker: Ticker | undefined

  const service: EventsService = {
    put: async ({ busName: reference, source, detailType, detail, resources, time = cloud.now() }) => {
      const bus = nameOfBus(reference)
      const event = wrapEvent({ source, detailType, detail, time, ...(resources && { resources }) })
      const matched = [...rules.values()].filter(rule => rule.bus === bus && rule.pattern !== undefined && matches(rule.pattern, event))
      if (bus !== 'default') used('events.custom-events')
      await deliveries.owe(event, matched)
      note(bus, event, matched)
      return event.id
    },
    recent: () => recent,
  }
  const note = (bus: string, event: ReturnType<typeof wrapEvent>, matched: readonly Rule[]): void => {
    const names = matched.map(({ name }) => name)
    recent.push({ id: event.id, bus, source: event.source, detailType: event['detail-type'], detail: event.detail, time: event.time, matched: names })
    if (recent.length > RECENT) recent.shift()
    cloud.record({ kind: 'event', source: bus, message: `${event.source} ${event['detail-type']} → ${names.join(', ') || 'nobody'}`, detail: event })
  }
  const tick = async (rule: Rule): Promise<void> => {
    const event = wrapEvent({ source: rule.scheduleSource, detailType: 'Scheduled Event', detail: {}, resources: [rule.arn], time: cloud.now() })
    await deliveries.owe(event, [rule])
    note(rule.bus ?? 'scheduler', event, [rule])
  }
  cloud.offer('events', service)

  return {
    name: 'events',
    resources: {
      'AWS::Events::EventBus': ({ properties }) => {
        buses.set(properties.Name, arnOfBus(properties.Name))
        return { ref: properties.Name, attributes: { Arn: arnOfBus(properties.Name), Name: properties.Name } }
      },
      'AWS::Events::Rule': resource => {
        const rule = ruleOf(cloud, resource)
        if (!buses.has(rule.bus!)) throw new Error(`${resource.path} is a rule of the event bus ${rule.bus}, which no stack declares.`)
        if (resource.properties.State !== 'DISABLED') rules.set(rule.arn, rule)
        return { ref: rule.bus === 'default' ? rule.name : `${rule.bus}|${rule.name}`, attributes: { Arn: rule.arn } }
      },
      'AWS::Scheduler::Schedule': resource => {
        const rule = scheduleOf(cloud, resource)
        if (resource.properties.State !== 'DISABLED') rules.set(rule.arn, rule)
        return { ref: rule.name, attributes: { Arn: rule.arn } }
      },
      'AWS::Scheduler::ScheduleGroup': ({ logicalId, properties }) => ({ ref: properties.Name ?? logicalId }),
      // Kept events could be replayed in AWS; here /_local shows the recent ones.
      'AWS::Events::Archive': ({ logicalId, properties }) => {
        const name = properties.ArchiveName ?? logicalId
        return { ref: name, attributes: { Arn: `arn:aws:events:${cloud.region}:${cloud.account}:archive/${name}`, ArchiveName: name } }
      },
      // One account lives here, so nobody else's policy is ever asked.
      'AWS::Events::EventBusPolicy': ({ logicalId }) => ({ ref: logicalId }),
    },
    api: createApi(service, buses, arnOfBus),
    start: async () => {
      deliveries.start()
      ticker = startTicker(cloud, [...rules.values()].filter(({ schedule }) => schedule !== undefined), tick)
    },
    stop: async () => {
      ticker?.stop()
      await deliveries.stop()
    },
  }
}
