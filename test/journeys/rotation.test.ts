import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DescribeSecretCommand, RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { aCreator, aFilm, until, type Creator } from '../support/actors.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'

let house: OwnHouse, ana: Creator
beforeAll(async () => {
  // As far behind as the rotation waits for it, but for half a second.
  house = await ownHouse({ edgeDelay: 1.5 })
  await until('all of the edge to know its first secrets', async () => (await fetch(`${house.frontDoor}/api/health`)).ok)
  ana = await aCreator('Ana Creator', house.frontDoor)
})
afterAll(() => house.close())

test('both secrets rotate twice while people browse and watch, junk is sent and the edge lags behind, and no request fails; a key that is long gone opens nothing', async () => {
  const film = await aFilm(ana, { file: 'tiny-clip' })
  const play = async () => (await ana.playback.start({ params: { id: film.id } })).manifestUrl
  // The edge keeps what it has served: only an address it has not seen yet shows whether the token still opens.
  let asked = 0
  const open = (address: string) => fetch(`${house.frontDoor}${address}?asked=${asked++}`)
  const failures: string[] = []
  const first = await play()
  const over = new AbortController()
  const watching = async () => {
    // What was begun under one key goes on under it, and what begins now is signed by the key of its time.
    while (!over.signal.aborted) for (const address of [first, await play()]) await note(await open(address))
  }
  const browsing = async () => { while (!over.signal.aborted) await note(await open(`/api/videos/${film.id}`)) }
  const resuming = async () => {
    // One viewing goes on and on: its id is signed anew by whichever function takes the beat.
    let { sessionId } = await ana.playback.start({ params: { id: film.id } })
    while (!over.signal.aborted) ({ sessionId } = await ana.playback.heartbeat({ params: { sessionId }, body: { position: 0, playing: false } }))
  }
  const { items: apis } = await house.operator.see('apis') as { items: { address: string }[] }
  const forging = async () => {
    while (!over.signal.aborted) {
      const response = await fetch(`${apis[0]!.address}/api/videos/${film.id}`, { headers: { 'x-origin-verify': randomBytes(32).toString('base64url') } })
      if (response.status !== 403) failures.push(`junk was answered ${response.status}`)
      await response.arrayBuffer()
    }
  }
  const note = async (response: Response) => {
    await response.arrayBuffer()
    if (response.status !== 200) failures.push(`${new URL(response.url).pathname.slice(0, 20)} answered ${response.status}`)
  }

  const secrets = new SecretsManagerClient(house.operator.client)
  const { items } = await house.operator.see('secrets') as { items: { arn: string; name: string }[] }
  const shared = items.filter(({ name }) => /origin|playback/i.test(name))
  expect(shared).toHaveLength(2)
  // Asked for again until the rotation before it is through.
  const rotate = (SecretId: string) => until('the rotation to begin', () => secrets.send(new RotateSecretCommand({ SecretId })).then(() => true, () => false), { everyMs: 200 })
  const isThrough = async (SecretId: string) => Object.values((await secrets.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {}).every(stages => !stages.includes('AWSPENDING') || stages.includes('AWSCURRENT'))
  const rotateBoth = async () => {
    await Promise.all(shared.map(async ({ arn }) => {
      await rotate(arn)
      await until('the rotation to be through', () => isThrough(arn), { seconds: 60 })
    }))
  }

  const load = Promise.all([watching(), browsing(), browsing(), resuming(), forging(), forging()])
  try {
    for (let time = 1; time <= 2; time++) {
      const before = asked
      await rotateBoth()
      await until('requests to pass', async () => asked > before + 30, { seconds: 60 })
    }
  } finally {
    over.abort()
    await load
  }
  expect(failures).toEqual([])
  expect(asked).toBeGreaterThan(60)

  // The edge keeps the last three keys. The one of the first address goes with the third rotation after it.
  expect((await open(first)).status).toBe(200)
  await rotateBoth()
  await until('the first key to be forgotten', async () => (await open(first)).status === 403, { seconds: 60 })
  await rotateBoth()
}, 300_000)
