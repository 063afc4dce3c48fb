import { randomBytes } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { beforeAll, expect, inject, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import { codeFromLocalMailbox } from '../../bin/journey/new-person.ts'
import { aCreator, aFilm, aStranger, aViewer, frontDoor, mailTo, refusal, tokenIn, until } from '../support/actors.ts'
import { operatorOf, type Operator } from '../support/operator.ts'
import { sampleInput } from '../support/security/sample.ts'
import { send } from '../support/security/send.ts'

let operator: Operator
beforeAll(() => { operator = operatorOf(inject('house')) })
const anAddress = () => `mia-${randomBytes(6).toString('hex')}@example.org`
const routes = allContracts.flatMap(({ domain, routes: declared }) => Object.entries(declared).map(([name, route]) => ({ name: `${domain}.${name}`, route })))

test('pages name what they may load, are framed by nobody, and tell no other site where they were', async () => {
  const { headers } = await fetch(`${frontDoor()}/`)
  const policy = headers.get('content-security-policy')!
  for (const part of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'"]) expect(policy).toContain(part)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(Object.fromEntries(headers)).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
})

test('answers of the API can be neither sniffed, nor kept, nor turned into a page; refusals too', async () => {
  for (const path of ['/api/system/health', '/api/videos', '/api/auth/me', '/api/nothing/here']) {
    const { headers } = await fetch(frontDoor() + path)
    expect(Object.fromEntries(headers), path).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'content-security-policy': expect.stringContaining("default-src 'none'") })
  }
  expect((await fetch(`${frontDoor()}/api/auth/me`)).headers.get('cache-control')).toBe('no-store')
})

test('no route that signs people in or out can be called by another site\'s page', async () => {
  const signing = routes.filter(({ route, name }) => name.startsWith('auth.') && route.method === 'POST' && route.who === 'anyone')
  expect(signing.filter(({ route }) => !route.ownOriginOnly)).toEqual([])
  for (const { name, route } of routes.filter(one => one.route.ownOriginOnly)) {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { origin: `${frontDoor()}.evil.example` }] as Record<string, string>[])
      expect(await send(frontDoor(), { route, ...sampleInput(route), headers }), `${name} ${JSON.stringify(headers)}`).toMatchObject({ status: 403, code: 'foreign_origin' })
    // A form can post without asking, but not JSON.
    if (route.body && route.who === 'anyone') expect(await send(frontDoor(), { route, raw: 'email=a', headers: { 'content-type': 'text/plain' } }), name).toMatchObject({ status: 415 })
  }
})

test('how long an answer takes does not tell whether an address is known', async () => {
  const mia = await aViewer()
  const { auth } = aStranger()
  const took = async (ask: () => Promise<unknown>) => {
    const from = performance.now()
    await ask().catch(() => {})
    return performance.now() - from
  }
  // The local stage answers at multiples of 200 ms: the known and the unknown alike wait for the first of them.
  for (const email of [mia.email, anAddress()]) {
    for (const ask of [
      () => auth.register({ body: { email, password: 'Lantern-and-tide-7', displayName: 'X' } }),
      () => auth.resend({ body: { email } }),
      () => auth.forgotPassword({ body: { email } }),
    ]) expect(await took(ask)).toBeGreaterThanOrEqual(195)
  }
})

test('a known address and an unknown one go wrong alike, twelve times in a row', async () => {
  const mia = await aViewer()
  const nobodys = anAddress()
  const { auth } = aStranger()
  const outcome = async (attempt: Promise<unknown>) => {
    const { requestId: _, ...told } = await refusal(attempt)
    return told
  }
  const wrong = { password: 'Wrong-tide-and-lantern-1', code: '000000', newPassword: 'Another-tide-and-lantern-1' }
  for (let time = 1; time <= 12; time++) for (const [what, ask] of Object.entries({
    login: (email: string) => auth.login({ body: { email, password: wrong.password } }),
    verify: (email: string) => auth.verify({ body: { email, code: wrong.code } }),
    resetPassword: (email: string) => auth.resetPassword({ body: { email, code: wrong.code, newPassword: wrong.newPassword } }),
  })) {
    const [known, unknown] = [await outcome(ask(mia.email)), await outcome(ask(nobodys))]
    expect(known, `${what} ${time}`).toEqual(unknown)
    expect(known.status).toBe(what === 'login' ? 401 : 400)
  }
})

test('every kind of answer gives no page a camera or a place, can be sniffed by none, and tells no other site where it was', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana, { file: 'tiny-clip' })
  const { manifestUrl } = await ana.playback.start({ params: { id: film.id } })
  const paths = ['/', '/studio', '/favicon.svg', `/watch/${film.id}`, `/embed/${film.id}`, '/robots.txt', '/api/videos', '/api/auth/me', '/api/nothing/here', manifestUrl, film.posterUrl!]
  for (const path of paths) expect(Object.fromEntries((await fetch(frontDoor() + path)).headers), path).toMatchObject({
    'permissions-policy': expect.stringMatching(/camera=\(\).*geolocation=\(\)/), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
  })
})

test('no log of any function holds what opens something', async () => {
  const secrets = new SecretsManagerClient(operator.client)
  const { items: named } = await operator.see('secrets') as { items: { arn: string }[] }
  const shared = await Promise.all(named.map(async ({ arn }) => (JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString!) as { secret: string }).secret))
  const { auth, channels } = aStranger()
  const email = anAddress()
  const password = `Marker-${randomBytes(9).toString('hex')}-1a`
  await auth.register({ body: { email, password, displayName: 'Mia' } })
  const code = await codeFromLocalMailbox(frontDoor())(email)
  await refusal(auth.login({ body: { email, password } }))
  await auth.verify({ body: { email, code } })
  const { accessToken, refreshToken } = await auth.login({ body: { email, password, refreshIn: 'body' } })
  const wrong = `Wrong-${randomBytes(9).toString('hex')}-1a`
  await refusal(auth.login({ body: { email, password: wrong } }))
  await refusal(auth.refresh({ body: { refreshToken: `${refreshToken!}x` } }))
  await send(frontDoor(), { route: { method: 'GET', path: '/auth/me', who: 'member', summary: '', replies: {} }, token: accessToken, headers: { cookie: `playhouse_refresh=${refreshToken}`, 'x-origin-verify': 'marker-of-an-origin-secret' } })

  // A private film is watched by one of the team, who was invited; each step goes wrong once as well.
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const film = await aFilm(ana, { access: 'private', file: 'tiny-clip' })
  const invited = anAddress()
  await ana.channels.invite({ params: { id: ana.channel.id }, body: { email: invited } })
  const invitation = tokenIn(await mailTo(invited, /invites you/))
  await channels.readInvitation({ body: { token: invitation } })
  await refusal(channels.readInvitation({ body: { token: `${invitation.slice(0, -1)}${invitation.endsWith('A') ? 'B' : 'A'}` } }))
  await ben.channels.accept({ body: { token: invitation } })
  await refusal(ben.channels.accept({ body: { token: invitation } }))
  const { sessionId, manifestUrl } = await ben.playback.start({ params: { id: film.id } })
  const beat = { position: 0.5, playing: true }
  const next = await ben.playback.heartbeat({ params: { sessionId }, body: beat })
  await refusal(ana.playback.heartbeat({ params: { sessionId }, body: beat }))
  await refusal(ben.playback.heartbeat({ params: { sessionId: `${sessionId.slice(0, -1)}${sessionId.endsWith('A') ? 'B' : 'A'}` }, body: beat }))
  expect((await fetch(frontDoor() + manifestUrl)).status).toBe(200)

  const { functions } = await operator.see('logs') as { functions: { name: string }[] }
  const lines = await until('the logs of all that', async () => {
    const texts = await Promise.all(functions.map(async ({ name }) => JSON.stringify((await operator.see('logs', { source: name }) as { items: unknown }).items)))
    const text = texts.join('\n')
    return ['auth.me', 'channels.accept', 'playback.heartbeat', 'videos-on-source-uploaded', 'channels-on-invited'].every(part => text.includes(part)) && text
  }, { seconds: 30 })
  const token = manifestUrl.split('/')[2]!
  for (const secret of [
    ...shared, 'marker-of-an-origin-secret', password, wrong, accessToken, accessToken.split('.')[2]!, refreshToken!, refreshToken!.split('.').at(-1)!, await ben.token(), ben.refreshToken(),
    invitation, invitation.slice(-43), sessionId, sessionId.split('.')[1]!, next.sessionId, token, token.split('~')[2]!,
  ]) expect(lines).not.toContain(secret)
  expect(lines).not.toMatch(new RegExp(`"code\\\\*":\\\\*"${code}`))
}, 180_000)
