/**
 * A write that a client may repeat: the same Idempotency-Key within a day gets the first answer again.
 * The key belongs to one person and route. A refused attempt leaves no trace, so it may be repeated. One that was cut
 * off, or failed nobody knows where, is tried again with the same ids: what it has written is found, not written twice.
 */
import { createHash } from 'node:crypto'
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { attemptOf, newSeed, type Attempt } from './attempt.ts'
import { isConditionalFailure } from './conditional.ts'
import { DomainError, platformErrors } from './errors.ts'
import type { HttpResponse } from './http/answer.ts'
import { log } from './log.ts'
import { documentClient, expiryAfter, hotTable } from './tables.ts'

const keptForSeconds = 24 * 3600
/** Longer than any function behind the API may run (30 s): a claim older than this belongs to a crash. */
const claimForSeconds = 40

export interface Repeatable {
  readonly personId: string
  readonly route: string
  readonly key: string
  /** The request's body as sent; another body under the same key is a conflict. */
  readonly body: unknown
  readonly now: Date
}
export interface Idempotency {
  /** Runs once per key, or answers what the first run answered. Throws `idempotency_conflict` or `still_running`. */
  once(request: Repeatable, run: (attempt: Attempt) => Promise<HttpResponse>): Promise<HttpResponse>
}

/** `seed`: what the ids of every attempt are made of. Absent in claims of an earlier release. */
interface Claim { readonly bodyHash: string; readonly seed?: string; readonly claimedUntil: number; readonly expiresAt: number; readonly reply?: string }

/** Keys are kept in the hot table. */
export function idempotency(): Idempotency {
  return {
    async once(request, run) {
      const Key = keyOf(request)
      const claim: Claim = {
        bodyHash: createHash('sha256').update(JSON.stringify(request.body)).digest('base64url'),
        claimedUntil: expiryAfter(request.now, claimForSeconds),
        expiresAt: expiryAfter(request.now, keptForSeconds),
      }
      const outcome = await claimOrFind(Key, claim, request.now)
      if ('former' in outcome) return replay(outcome.former, claim)
      const response = await run(outcome.attempt).catch(async problem => {
        await (problem instanceof DomainError && problem.status < 500 ? release(Key) : giveUp(Key))
        throw problem
      })
      await keep(Key, response)
      return response
    },
  }
}

const keyOf = ({ personId, route, key }: Repeatable) => ({ pk: `IDEMPOTENCY#${personId}#${route}#${key}`, sk: 'IDEMPOTENCY' })

/** Claims the key, or answers who holds it. */
async function claimOrFind(key: object, claim: Claim, now: Date): Promise<{ attempt: Attempt } | { former: Claim }> {
  const seed = newSeed(now)
  const seconds = Math.floor(now.getTime() / 1000)
  const former = await put({ ...key, ...claim, seed }, 'attribute_not_exists(pk) OR expiresAt <= :now', { ':now': seconds })
  if (!former) return { attempt: attemptOf(seed, false) }
  if (former.reply !== undefined || former.claimedUntil > seconds || former.bodyHash !== claim.bodyHash) return { former }
  // An attempt that is over without an answer: taken over, by one of those who come, with its seed.
  const again = { ...claim, seed: former.seed ?? seed }
  const faster = await put({ ...key, ...again }, 'claimedUntil = :then AND attribute_not_exists(reply)', { ':then': former.claimedUntil })
  return faster ? { former: faster } : { attempt: attemptOf(again.seed, true) }
}

/** Null when it was written, else what stands there instead. */
async function put(Item: Record<string, unknown>, ConditionExpression: string, ExpressionAttributeValues: Record<string, unknown>): Promise<Claim | null> {
  try {
    await documentClient.send(new PutCommand({ TableName: hotTable.getName(), Item, ConditionExpression, ExpressionAttributeValues, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))
    return null
  } catch (problem) {
    if (!isConditionalFailure(problem)) throw problem
    return unmarshalledItem(problem)
  }
}

/** The document client leaves the item inside an exception in DynamoDB's own notation. */
function unmarshalledItem(problem: unknown): Claim {
  const item = (problem as { Item?: Record<string, { S?: string; N?: string } | string | number> }).Item ?? {}
  const plain = Object.entries(item).map(([name, value]) => [name, typeof value === 'object' ? value.S ?? Number(value.N) : value])
  return Object.fromEntries(plain) as Claim
}

/** The write is done: losing its answer is worth a line in the log, but not a failure. */
async function keep(Key: Record<string, string>, response: HttpResponse): Promise<void> {
  try {
    await documentClient.send(new UpdateCommand({ TableName: hotTable.getName(), Key, UpdateExpression: 'SET reply = :reply', ExpressionAttributeValues: { ':reply': JSON.stringify(response) } }))
  } catch (error) {
    log.error('The answer to a repeatable write was not kept', { error })
  }
}

/** Should even this fail, the claim ends by itself. */
async function release(Key: Record<string, string>): Promise<void> {
  try {
    await documentClient.send(new DeleteCommand({ TableName: hotTable.getName(), Key }))
  } catch (error) {
    log.warn('The claim of a failed write stands until it expires', { error })
  }
}

/** How far it came is unknown: whoever asks again takes the attempt over at once, with its seed. */
async function giveUp(Key: Record<string, string>): Promise<void> {
  try {
    await documentClient.send(new UpdateCommand({ TableName: hotTable.getName(), Key, UpdateExpression: 'SET claimedUntil = :now', ExpressionAttributeValues: { ':now': 0 } }))
  } catch (error) {
    log.warn('The claim of a failed write stands until it expires', { error })
  }
}

function replay(former: Claim, claim: Claim): HttpResponse {
  if (former.bodyHash !== claim.bodyHash) throw platformErrors.idempotency_conflict()
  if (former.reply === undefined) throw platformErrors.still_running({ headers: { 'retry-after': '1' } })
  const response = JSON.parse(former.reply) as HttpResponse
  return { ...response, headers: { ...response.headers, 'idempotency-replayed': 'true' } }
}
