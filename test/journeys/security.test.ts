import { randomBytes } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import { codeFromLocalMailbox } from '../../bin/journey/new-person.ts'
import { aStranger, aViewer, frontDoor, refusal, until } from '../support/actors.ts'
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

test('no log holds a password, a code or a token', async () => {
  const { auth } = aStranger()
  const email = anAddress()
  const password = `Marker-${randomBytes(9).toString('hex')}-1a`
  await auth.register({ body: { email, password, displayName: 'Mia' } })
  const code = await codeFromLocalMailbox(frontDoor())(email)
  await refusal(auth.login({ body: { email, password } }))
  await auth.verify({ body: { email, code } })
  const { accessToken, refreshToken } = await auth.login({ body: { email, password, refreshIn: 'body' } })
  const wrong = `Wrong-${randomBytes(9).toString('hex')}-1a`
  await refusal(auth.login({ body: { email, password: wrong } }))
  await send(frontDoor(), { route: { method: 'GET', path: '/auth/me', who: 'member', summary: '', replies: {} }, token: accessToken, headers: { cookie: `playhouse_refresh=${refreshToken}`, 'x-origin-verify': 'marker-of-an-origin-secret' } })
  const logged = async () => JSON.stringify(await operator.see('logs', { source: 'playhouse-local-auth-api' }))
  const lines = await until('the logs to come', async () => { const text = await logged(); return text.includes('auth.me') && text })
  for (const secret of [password, wrong, accessToken, accessToken.split('.')[2]!, refreshToken!, 'marker-of-an-origin-secret']) expect(lines).not.toContain(secret)
  expect(lines).not.toMatch(new RegExp(`"code\\\\*":\\\\*"${code}`))
})
