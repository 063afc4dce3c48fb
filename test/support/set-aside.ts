/** What nobody could work off, seen and given back as an operator does. */
import { SQSClient } from '@aws-sdk/client-sqs'
import { deadLetters, redrive } from '../../bin/dead-letters.ts'
import { until } from '../../bin/journey/until.ts'
import type { Operator } from './operator.ts'

export const isDead = (queue: string) => /DeadLetters|SetAside/.test(queue)

/** Messages in the dead-letter queue of a consumer; of all, when none is named. */
export const deadLettersIn = async (operator: Operator, of = '') =>
  (await operator.queues()).filter(({ name }) => name.includes(of) && name.includes('DeadLetters')).reduce((sum, { visible }) => sum + visible, 0)

/** Waits until every message was worked off, or given up. */
export const workedOff = (operator: Operator) => until('the queues to be empty', async () => (await operator.queues()).every(({ name, visible, inFlight }) => isDead(name) || visible + inFlight === 0), { seconds: 60 })

/** Gives back all that was set aside, and waits until it has been worked off for good. */
export async function giveBackAll(operator: Operator): Promise<void> {
  const sqs = new SQSClient(operator.client)
  try {
    for (const queue of await deadLetters(sqs)) if (queue.backTo !== null) await redrive(sqs, queue)
  } finally {
    sqs.destroy()
  }
  await workedOff(operator)
  const left = await deadLettersIn(operator)
  if (left > 0) throw new Error(`${left} messages were given up once more.`)
}
