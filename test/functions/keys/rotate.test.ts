import { beforeEach, describe, expect, test } from 'vitest'
import { rotate, type RotationEffects, type RotationEvent } from '../../../functions/keys/rotate.ts'
import type { SigningKey } from '../../../functions/platform/path-token.ts'

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const
const origin = 'arn:origin', playback = 'arn:playback'

/** Secrets Manager and the edge, small enough to look into. */
function aHouse() {
  const versions = new Map<string, SigningKey>()
  const stages: Record<string, { current?: string; previous?: string; pending?: string }> = { [origin]: {}, [playback]: {} }
  const edge = new Map<string, string>()
  let made = 0
  const waits: [string, string | undefined][] = []
  const find = async (id: string, version: string) => versions.get(`${id}/${version}`) ?? null
  const effects: RotationEffects = {
    originSecretArn: origin,
    edge: { put: async (key, value) => void edge.set(key, value), remove: async key => void edge.delete(key), list: async () => [...edge].map(([key, value]) => ({ key, value })) },
    secrets: {
      find,
      get: async (id, version) => (await find(id, version))!,
      putPending: async (id, version, value) => {
        versions.set(`${id}/${version}`, value)
        stages[id] = { ...stages[id], pending: version }
      },
      promote: async (id, version) => { if (stages[id]!.current !== version) stages[id] = { current: version, previous: stages[id]!.current, pending: version } },
    },
    makeSecret: () => ({ kid: `k${made}`, secret: String(made++).padStart(43, 's') }),
    untilFunctionsKnow: async () => void waits.push(['functions', edge.get('origin')]),
    untilTheEdgeKnows: async () => void waits.push(['edge', edge.get('origin')]),
  }
  const valueOf = (id: string, stage: 'current' | 'previous' | 'pending') => versions.get(`${id}/${stages[id]![stage]}`)
  return { edge, effects, valueOf, waits, made: () => made }
}

let house: ReturnType<typeof aHouse>
beforeEach(() => { house = aHouse() })
const step = (SecretId: string, ClientRequestToken: string, Step: RotationEvent['Step']) => rotate({ SecretId, ClientRequestToken, Step }, house.effects)
const rotated = async (id: string, version: string) => { for (const each of steps) await step(id, version, each) }

describe('the origin secret', () => {
  const accepted = () => (['current', 'previous', 'pending'] as const).map(stage => house.valueOf(origin, stage)?.secret)

  test('is sent by the edge only once the functions accept it, and is current only once all of the edge sends it', async () => {
    await rotated(origin, 'v1')
    const former = house.edge.get('origin')
    for (const each of steps) {
      await step(origin, 'v2', each)
      expect(accepted()).toContain(house.edge.get('origin'))
      expect(accepted()).toContain(former)
    }
    expect(house.edge.get('origin')).toBe(house.valueOf(origin, 'current')!.secret)
    expect(house.waits).toEqual([['functions', former], ['edge', house.edge.get('origin')]])
  })
  test('reaches the edge although a first attempt died just before', async () => {
    await rotated(origin, 'v1')
    await step(origin, 'v2', 'createSecret')
    for (const each of steps) await step(origin, 'v2', each)
    expect(house.edge.get('origin')).toBe(house.valueOf(origin, 'current')!.secret)
  })
})

test('the first secrets of a new house keep nobody waiting', async () => {
  await rotated(origin, 'v1')
  await rotated(playback, 'v1')
  expect(house.waits).toEqual([])
})

describe('the playback secret', () => {
  test('is known to the edge before anything is signed with it', async () => {
    for (const version of ['v1', 'v2', 'v3']) for (const each of steps) {
      await step(playback, version, each)
      const current = house.valueOf(playback, 'current')
      expect(current === undefined || house.edge.get(`playback:${current.kid}`) === current.secret).toBe(true)
    }
  })
  test('leaves its last two predecessors at the edge, for the films that are running', async () => {
    for (const version of ['v1', 'v2', 'v3', 'v4', 'v5']) await rotated(playback, version)
    expect([...house.edge.keys()].sort()).toEqual(['playback:k2', 'playback:k3', 'playback:k4'])
  })
})

test('a step that is repeated makes no second secret', async () => {
  await step(playback, 'v1', 'createSecret')
  await step(playback, 'v1', 'createSecret')
  expect(house.made()).toBe(1)
})
