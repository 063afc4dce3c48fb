/** Denials whose last token has expired have nothing left to end: they leave the edge's small store. */
import { edgeStore } from '../platform/edge-store.ts'
import { readEnv } from '../platform/env.ts'
import { longestTokenLifeSeconds } from '../platform/path-token.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { sweepEnv } from './env.ts'

const edge = edgeStore(readEnv(sweepEnv).KEY_VALUE_STORE_ARN)

export const handler = scheduled(async ({ now }) => {
  const overBefore = now.getTime() / 1000 - longestTokenLifeSeconds
  for (const { key, value } of await edge.list()) if (key.startsWith('deny:') && Number(value) < overBefore) await edge.remove(key)
})
