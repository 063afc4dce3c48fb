/**
 * A write that a client may repeat: the same Idempotency-Key within a day gets the first answer again.
 * The key belongs to one person and route. A failed first attempt leaves no trace, so it may be repeated.
 */
import { createHash } from 'node:crypto'
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { isConditionalFailure } from './conditional.ts'
import { platformErrors } from './errors.ts'
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
  once(request: Repeatable, run: () => Promise<HttpResponse>): Promise<HttpResponse>
}

interface Claim { readonly bodyHash: string; readonly claimedUntil: number; readonly expiresAt: number; readonly reply?: string }

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
      const former = await claimOrFind(Key, claim, request.now)
      if (former) return replay(former, claim)
      const response = await run().catch(async problem => {
        await release(Key)
        throw problem
      })
      await keep(Key, response)
      return response
    },
  }
}

const keyOf = ({ personId, route, key }: Repeatable) => ({ pk: `IDEMPOTENCY#${personId}#${route}#${key}`, sk: 'IDEMPOTENCY' })

/** Claims the key, or answers who holds it. An expired claim or a crashed one is taken over in the same write. */
async function claimOrFind(key: object, claim: Claim, now: Date): Promise<Claim | null> {
  try {
    await documentClient.send(new PutCommand({
      TableName: hotTable.getName(),
      Item: { ...key, ...claim },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now OR (attribute_not_exists(reply) AND claimedUntil <= :now)',
      ExpressionAttributeValues: { ':now': Math.floor(now.getTime() / 1000) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }))
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

function replay(former: Claim, claim: Claim): HttpResponse {
  if (former.bodyHash !== claim.bodyHash) throw platformErrors.idempotency_conflict()
  if (former.reply === undefined) throw platformErrors.still_running({ headers: { 'retry-after': '1' } })
  const response = JSON.parse(former.reply) as HttpResponse
  return { ...response, headers: { ...response.headers, 'idempotency-replayed': 'true' } }
}
