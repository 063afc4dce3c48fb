/** Sees that the user pool, the edge and the films have followed every change of standing. */
import { scheduled } from '../platform/queue-consumer.ts'
import { readEnv } from '../platform/env.ts'
import { settleEnv } from './env.ts'
import { settleStandings } from './settle-standings.ts'
import { wire } from './wiring.ts'

const effects = wire(readEnv(settleEnv))

export const handler = scheduled(({ now }) => settleStandings(effects, now))
