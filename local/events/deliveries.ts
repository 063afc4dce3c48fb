/**
 * Brings events to targets at least once. What is owed is in a journal before the sender hears "accepted",
 * and leaves it when the target has taken the event; a process that dies in between leaves the debt to the next.
 */
import { join } from 'node:path'
import { openJournal } from '../durable/journal.ts'
import { AwsError } from '../plugin.ts'
import type { Cloud } from '../plugin.ts'
import type { BusEvent } from './event.ts'
import { inputFor } from './input.ts'
import type { Rule, Target } from './rule.ts'

export interface Deliveries {
  /** Resolves when every debt is durable. */
  owe(event: BusEvent, rules: readonly Rule[]): Promise<void>
  /** Begins to deliver: an earlier process's debts too. */
  start(): void
  stop(): Promise<void>
}

interface Debt { readonly id: string; readonly event: BusEvent; readonly ruleArn: string; readonly targetId: string; readonly since: number; attempts: number }
type Entry = { owed: Debt } | { paid: string }

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 60_000
/** Trying again would not help. */
const HOPELESS = /AccessDenied|NotAuthorized|NotFound|DoesNotExist|InvalidRuntime/

export function createDeliveries(cloud: Cloud, findRule: (arn: string) => Rule | undefined): Deliveries {
  const debts = new Map<string, Debt>()
  const timers = new Set<NodeJS.Timeout>()
  const atWork = new Set<Promise<void>>()
  let running = false
  const journal = openJournal<Entry>({
    file: join(cloud.stateDir, 'events', 'deliveries.jsonl'),
    replay: entry => {
      if ('owed' in entry) debts.set(entry.owed.id, entry.owed)
      else debts.delete(entry.paid)
    },
    snapshot: () => [...debts.values()].map(owed => ({ owed })),
  })

  const settle = async ({ id }: Debt): Promise<void> => {
    debts.delete(id)
    await journal.append({ paid: id })
  }

  const attempt = (debt: Debt): void => {
    if (!running) return
    const work: Promise<void> = pay(debt).catch(() => {}).finally(() => atWork.delete(work))
    atWork.add(work)
  }

  const pay = async (debt: Debt): Promise<void> => {
    const rule = findRule(debt.ruleArn)
    const target = rule?.targets.find(({ id }) => id === debt.targetId)
    // The rule or its target has left the template since.
    if (rule === undefined || target === undefined) return settle(debt)
    try {
      await deliver(cloud, rule, target, inputFor(target, debt.event, rule.arn))
    } catch (error) {
      if (!running) return
      debt.attempts++
      const tooOld = cloud.now().getTime() - debt.since > target.maxAgeSeconds * 1000
      const hopeless = error instanceof AwsError && HOPELESS.test(error.code)
      if (!hopeless && !tooOld && debt.attempts <= target.retries) return later(debt)
      await giveUp(cloud, rule, target, debt, error as Error, hopeless)
    }
    await settle(debt)
  }

  const later = (debt: Debt): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      attempt(debt)
    }, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (debt.attempts - 1)))
    timers.add(timer)
  }

  return {
    owe: async (event, rules) => {
      const since = cloud.now().getTime()
      const owed = rules.flatMap(rule => rule.targets.map(({ id }): Debt => ({ id: `${event.id} ${rule.arn} ${id}`, event, ruleArn: rule.arn, targetId: id, since, attempts: 0 })))
      for (const debt of owed) debts.set(debt.id, debt)
      await Promise.all(owed.map(debt => journal.append({ owed: debt })))
      owed.forEach(attempt)
    },
    start: () => {
      running = true
      for (const debt of debts.values()) attempt(debt)
    },
    stop: async () => {
      running = false
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(atWork)
      await journal.close()
    },
  }
}

async function deliver(cloud: Cloud, { caller }: Rule, { arn }: Target, text: string): Promise<void> {
  if (arn.includes(':sqs:')) await cloud.use('queues').send(arn, text, {}, caller)
  else await cloud.use('lambda').invoke(arn, JSON.parse(text), { caller, type: 'Event' })
}

async function giveUp(cloud: Cloud, rule: Rule, target: Target, debt: Debt, error: Error, hopeless: boolean): Promise<void> {
  const sent = target.deadLetterArn === undefined ? 'and was lost' : 'and went to its dead-letter queue'
  cloud.record({ kind: hopeless ? 'denied' : 'error', source: rule.name, message: `An event did not reach ${target.arn} ${sent}: ${error.message}`, detail: debt.event })
  if (target.deadLetterArn === undefined) return
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: error instanceof AwsError ? error.code : 'INTERNAL_ERROR',
    ERROR_MESSAGE: error.message,
    RETRY_ATTEMPTS: String(debt.attempts - 1),
  }
  await cloud.use('queues').send(target.deadLetterArn, JSON.stringify(debt.event), attributes, rule.caller)
    .catch(refusal => cloud.record({ kind: 'denied', source: rule.name, message: `${target.deadLetterArn} did not take an undelivered event: ${refusal.message}` }))
}
