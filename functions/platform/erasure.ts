/**
 * Erasing a person walks from domain to domain: each erases what is its own and hands on. The item says how far it
 * has come; its changes are the events that call the next domain (functions/auth/contract.ts declares them), and a
 * schedule calls again whoever has not answered.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { Entity } from 'dynamodb-toolbox/entity'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { isConditionalFailure } from './conditional.ts'
import { documentClient, platformTable } from './tables.ts'

/** films: videos · channels, and follows: channels · history: playback · account: auth. */
export const stages = ['films', 'channels', 'history', 'account'] as const
export type Stage = (typeof stages)[number]

/** The declared edges. From the account back to the films only when something turned up that was written meanwhile. */
const edges: Readonly<Record<Stage, readonly Stage[]>> = { films: ['channels'], channels: ['history'], history: ['account'], account: ['films'] }
export const mayHandOn = (from: Stage, to: Stage): boolean => edges[from].includes(to)

export interface Erasure { readonly id: string; readonly stage: Stage; /** Counts the calls, so that each is an event. */ readonly round: number; readonly requestedAt: string; readonly version: number }

const erasureKey = (id: string) => ({ pk: `USER#${id}`, sk: 'ERASURE' })

/** gsi2 `ERASURES` is sorted by when to call again. */
export const ErasureEntity = new Entity({
  name: 'Erasure',
  table: platformTable,
  timestamps: false,
  schema: item({ id: string().key(), stage: string().enum(...stages), round: number(), requestedAt: string(), version: number(), gsi2pk: string().hidden(), gsi2sk: string().hidden() }),
  computeKey: ({ id }: { id: string }) => erasureKey(id),
})
export const erasures = 'ERASURES'

const patienceSeconds = 60
export const callAgainAt = (id: string, now: Date) => ({ gsi2pk: erasures, gsi2sk: `${new Date(now.getTime() + patienceSeconds * 1000).toISOString()}#${id}` })

/** The domain of `from` has nothing left. Harmless when it has already said so, or when the erasure is over. */
export async function handOn(id: string, from: Stage, to: Stage, now: Date): Promise<void> {
  if (!mayHandOn(from, to)) throw new Error(`An erasure cannot go from ${from} to ${to}.`)
  await write(id, { from, to, rounds: 0 }, now)
}

/** Calls the domain of this stage once more. */
export const callAgain = (id: string, stage: Stage, now: Date): Promise<void> => write(id, { from: stage, to: stage, rounds: 1 }, now)

/** By the bare client: an entity's update is 14 KB in every function that hands on. */
async function write(id: string, { from, to, rounds }: { from: Stage; to: Stage; rounds: number }, now: Date): Promise<void> {
  const { gsi2pk, gsi2sk } = callAgainAt(id, now)
  try {
    await documentClient.send(new UpdateCommand({
      TableName: platformTable.getName(), Key: erasureKey(id),
      UpdateExpression: 'SET #stage = :to, gsi2pk = :gsi2pk, gsi2sk = :gsi2sk ADD #round :rounds, #version :one',
      ConditionExpression: '#stage = :from',
      ExpressionAttributeNames: { '#stage': 'stage', '#round': 'round', '#version': 'version' },
      ExpressionAttributeValues: { ':from': from, ':to': to, ':gsi2pk': gsi2pk, ':gsi2sk': gsi2sk, ':rounds': rounds, ':one': 1 },
    }))
  } catch (problem) {
    if (!isConditionalFailure(problem)) throw problem
  }
}
