import { expect, test } from 'vitest'
import { aCreator, aFilm, aStranger, frontDoor, refusal, until } from '../support/actors.ts'

interface Line { readonly source: string; readonly message: string }

/** The lines that a function logged, as CloudWatch would have them. */
async function linesOf(name: string): Promise<Record<string, any>[]> {
  const { items } = await (await fetch(`${frontDoor()}/_local/logs.json?source=${name}`)).json() as { items: Line[] }
  return items.flatMap(({ message }) => (message.startsWith('{') ? [JSON.parse(message) as Record<string, any>] : []))
}

test('the id that a caller was given finds what followed from their request, in every function', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const response = await fetch(`${frontDoor()}/api/channels/${ana.channel.id}`, {
    method: 'PUT', headers: { authorization: `Bearer ${await ana.token()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ handle: ana.channel.handle, name: 'Renamed', description: '' }),
  })
  expect(response.status).toBe(200)
  const requestId = response.headers.get('x-request-id')!
  const [asked] = (await linesOf('playhouse-local-channels-api')).filter(line => line.requestId === requestId)
  expect(asked).toMatchObject({ message: 'request', route: 'channels.put', status: 200 })
  for (const [name, message] of [['outbox-on-table-change', 'published'], ['videos-on-channel-changed', 'event']] as const) {
    const line = await until(`a line of ${name}`, async () => (await linesOf(`playhouse-local-${name}`)).find(line => line.causedBy === requestId && line.message === message))
    expect(line.requestId).not.toBe(requestId)
  }
  await until('the film to carry the new name', async () => (await ana.videos.get({ params: { id: film.id } })).channel.name === 'Renamed')
})

test('figures of the spine reach the log as metrics', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana, { access: 'private' })
  const figures = async (fn: string, name: string) => (await linesOf(`playhouse-local-${fn}`)).filter(line => name in line && line._aws?.CloudWatchMetrics[0].Namespace === 'Playhouse')
  const ready = await until('the time to ready', async () => (await Promise.all(['on-job-changed', 'on-video-asked', 'every-minute-reconcile', 'on-source-uploaded'].map(fn => figures(`videos-${fn}`, 'TimeToReady')))).flat().find(line => line.videoId === film.id))
  expect(ready.TimeToReady).toBeGreaterThan(0)
  expect((await refusal(aStranger().playback.start({ params: { id: film.id } }))).code).toBe('private')
  await until('the denial', async () => (await figures('playback-api', 'PlaybackDenied')).some(line => line.reason === 'private'))
  expect((await refusal(aStranger().auth.login({ body: { email: ana.email, password: 'Wrong-password-1' } }))).status).toBe(401)
  await until('the failed sign-in', async () => (await figures('auth-api', 'SignInFailed')).some(line => line.reason === 'wrong_credentials'))
})
