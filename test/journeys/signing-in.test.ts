import { AdminDisableUserCommand, CognitoIdentityProviderClient, ListUsersCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { house, signIn } from '../../bin/journey/house.ts'
import { codeFromLocalMailbox, newPerson } from '../../bin/journey/new-person.ts'
import { aStranger, aViewer, frontDoor, mailsTo, noticeTo, refusal } from '../support/actors.ts'

const password = 'Lantern-and-tide-7'
const anAddress = () => `mia-${randomBytes(6).toString('hex')}@example.org`
const codeFor = (email: string) => codeFromLocalMailbox(frontDoor())(email)
const withToken = (token: string) => house({ base: frontDoor(), token: () => token })

test('a person signs up, verifies their mail and is who they say', async () => {
  const mia = await newPerson(frontDoor(), { displayName: 'Mia Lantern' })
  expect(await mia.auth.me()).toMatchObject({ email: mia.email, displayName: 'Mia Lantern', roles: expect.arrayContaining(['viewer']) })
})

test('nobody signs in before their mail is verified', async () => {
  const { auth } = aStranger()
  const email = anAddress()
  await auth.register({ body: { email, password, displayName: 'Mia' } })
  expect(await refusal(auth.login({ body: { email, password } }))).toMatchObject({ status: 403, code: 'not_verified' })
})

test('registering an unverified address again replaces its password and voids the old code', async () => {
  const { auth } = aStranger()
  const email = anAddress()
  await auth.register({ body: { email, password: 'Somebody-elses-1', displayName: 'Not Mia' } })
  const oldCode = await codeFor(email)
  await auth.register({ body: { email, password, displayName: 'Mia' } })
  const code = await codeFor(email)
  if (oldCode !== code) expect((await refusal(auth.verify({ body: { email, code: oldCode } }))).status).toBe(400)
  await auth.verify({ body: { email, code } })
  expect((await signIn(frontDoor(), email, password)).user.displayName).toBe('Mia')
  expect(await refusal(auth.login({ body: { email, password: 'Somebody-elses-1' } }))).toMatchObject({ status: 401, code: 'wrong_credentials' })
})

test('the answers never tell whether an address is known', async () => {
  const mia = await aViewer()
  const { auth } = aStranger()
  const [unknown, anotherUnknown] = [anAddress(), anAddress()]
  for (const ask of [
    (email: string) => auth.register({ body: { email, password, displayName: 'X' } }),
    (email: string) => auth.resend({ body: { email } }),
    (email: string) => auth.forgotPassword({ body: { email } }),
  ]) expect(await ask(mia.email)).toEqual(await ask(unknown))
  // But whoever reads the mail of an address that has an account is told so, once a day.
  for (let time = 0; time < 2; time++) await auth.register({ body: { email: mia.email, password, displayName: 'Ana, see evil.example' } })
  const notice = await noticeTo(mia.email, /account already/)
  for (const part of [notice.text, notice.html]) expect(part).toMatch(/no code is coming.*“Forgot your password\?”/s)
  await auth.forgotPassword({ body: { email: anotherUnknown } })
  await noticeTo(mia.email, /code/)
  expect(await mailsTo(anotherUnknown)).toEqual([])
  expect((await mailsTo(mia.email)).filter(({ subject }) => /account already/.test(subject))).toHaveLength(1)
  expect(JSON.stringify(await mailsTo(mia.email))).not.toContain('evil.example')
  const asked = async (attempt: Promise<unknown>) => { const { requestId: _, ...answer } = await refusal(attempt); return answer }
  const nobody = anAddress()
  expect(await asked(auth.login({ body: { email: mia.email, password: 'Wrong-wrong-1' } }))).toEqual(await asked(auth.login({ body: { email: nobody, password: 'Wrong-wrong-1' } })))
  expect(await asked(auth.verify({ body: { email: mia.email, code: '000000' } }))).toEqual(await asked(auth.verify({ body: { email: nobody, code: '000000' } })))
  expect(await asked(auth.resetPassword({ body: { email: mia.email, code: '000000', newPassword: password } }))).toEqual(await asked(auth.resetPassword({ body: { email: nobody, code: '000000', newPassword: password } })))
})

test('a forgotten password is replaced by code, every session ends, and a mail tells of it', async () => {
  const mia = await aViewer()
  const { auth } = aStranger()
  await auth.forgotPassword({ body: { email: mia.email } })
  await auth.resetPassword({ body: { email: mia.email, code: await codeFor(mia.email), newPassword: password } })
  expect((await refusal(auth.refresh({ body: { refreshToken: mia.refreshToken() } }))).status).toBe(401)
  expect((await refusal(mia.auth.me())).status).toBe(401)
  expect((await signIn(frontDoor(), mia.email, password)).user.email).toBe(mia.email)
  expect((await noticeTo(mia.email, /password was set anew/)).text).toMatch(/with a code that came to this address.*change the password of your mailbox first/s)
})

test('a browser keeps its session in a cookie that scripts cannot read, and signs out for good', async () => {
  const mia = await aViewer()
  const post = (path: string, body: object, cookie?: string) => fetch(`${frontDoor()}/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: frontDoor(), ...(cookie ? { cookie } : {}) }, body: JSON.stringify(body) })
  const cookieOf = (response: Response) => response.headers.getSetCookie().find(cookie => cookie.startsWith('playhouse_refresh='))!
  const login = await post('login', { email: mia.email, password: mia.password })
  const cookie = cookieOf(login)
  expect(cookie).toMatch(/; HttpOnly/i)
  expect(cookie).toMatch(/; Secure/i)
  expect(cookie).toMatch(/; SameSite=Lax/i)
  expect(cookie).toMatch(/; Path=\/api\/auth/i)
  expect((await login.json() as { refreshToken?: string }).refreshToken).toBeUndefined()
  const refreshed = await post('refresh', {}, cookie.split(';')[0])
  expect(refreshed.status).toBe(200)
  const next = (cookieOf(refreshed) ?? cookie).split(';')[0]!
  const logout = await post('logout', {}, next)
  expect(logout.status).toBe(204)
  expect(cookieOf(logout)).toMatch(/Max-Age=0|Expires=Thu, 01 Jan 1970/i)
  expect((await post('refresh', {}, next)).status).toBe(401)
})

test('another site cannot sign people in or out', async () => {
  const response = await fetch(`${frontDoor()}/api/auth/logout`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://evil.example' }, body: '{}' })
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ code: 'foreign_origin' })
})

test('a disabled person is out', async () => {
  const mia = await aViewer()
  const { endpoint, operator } = inject('house')
  const pool = new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1', credentials: operator })
  const { UserPools = [] } = await pool.send(new ListUserPoolsCommand({ MaxResults: 10 })).catch(() => ({ UserPools: [] }))
  const UserPoolId = UserPools[0]?.Id ?? await poolIdOf(mia.token)
  const { Users = [] } = await pool.send(new ListUsersCommand({ UserPoolId, Filter: `email = "${mia.email}"` }))
  await pool.send(new AdminDisableUserCommand({ UserPoolId, Username: Users[0]!.Username }))
  const { auth } = aStranger()
  expect((await refusal(auth.login({ body: { email: mia.email, password: mia.password } }))).status).toBeGreaterThanOrEqual(401)
  expect((await refusal(auth.refresh({ body: { refreshToken: mia.refreshToken() } }))).status).toBeGreaterThanOrEqual(401)
})
/** A token names its pool in `iss`. */
async function poolIdOf(token: () => Promise<string>): Promise<string> {
  const { iss } = JSON.parse(Buffer.from((await token()).split('.')[1]!, 'base64url').toString()) as { iss: string }
  return iss.split('/').at(-1)!
}

test('a token that was tampered with is refused', async () => {
  const mia = await aViewer()
  const [head, body, signature] = (await mia.token()).split('.')
  const claims = JSON.parse(Buffer.from(body!, 'base64url').toString()) as object
  const forged = [head, Buffer.from(JSON.stringify({ ...claims, sub: '00000000-0000-4000-8000-000000000000' })).toString('base64url'), signature].join('.')
  expect(await refusal(withToken(forged).auth.me())).toMatchObject({ status: 401, code: 'token_invalid' })
  expect((await refusal(withToken('nonsense').auth.me())).status).toBe(401)
})

test('a profile is replaced whole, and not over somebody else\'s change', async () => {
  const mia = await aViewer()
  const before = await mia.auth.getProfile()
  const after = await mia.auth.putProfile({ body: { displayName: 'Mia the Second', bio: 'Films about tides.', preferences: { theme: 'light' } }, headers: { 'if-match': `"${before.version}"` } })
  expect(after).toMatchObject({ displayName: 'Mia the Second', preferences: { theme: 'light', language: 'en' } })
  expect(await refusal(mia.auth.putProfile({ body: { displayName: 'Late' }, headers: { 'if-match': `"${before.version}"` } }))).toMatchObject({ status: 412, code: 'version_changed' })
})
