import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { signIn } from '../../bin/journey/house.ts'
import { codeFromLocalMailbox } from '../../bin/journey/new-person.ts'
import { aStranger, aViewer, anAdmin, frontDoor, mailsTo, noticeTo, refusal } from '../support/actors.ts'

const anAddress = () => `mia-${randomBytes(6).toString('hex')}@example.org`
const codeFor = (email: string) => codeFromLocalMailbox(frontDoor())(email)
const actionsOn = async (id: string) => (await (await anAdmin()).audit.list({ query: { subject: id } })).items.map(({ action }) => action)

test('signing out everywhere ends every session of one person, and nobody else\'s', async () => {
  const [mia, ben] = await Promise.all([aViewer(), aViewer()])
  const elsewhere = await signIn(frontDoor(), mia.email, mia.password)
  await mia.auth.signOutEverywhere()
  for (const session of [mia, elsewhere]) {
    expect((await refusal(session.auth.me())).code).toBe('token_invalid')
    expect((await refusal(aStranger().auth.refresh({ body: { refreshToken: session.refreshToken() } }))).code).toBe('session_ended')
  }
  expect((await ben.auth.me()).id).toBe(ben.user.id)
  const again = await signIn(frontDoor(), mia.email, mia.password)
  expect((await again.auth.me()).id).toBe(mia.user.id)
  expect(await actionsOn(mia.user.id)).toEqual(['user.signed_out_everywhere'])
})

test('a new password needs the old one, ends the other sessions, answers a new one, and is told by mail', async () => {
  const mia = await aViewer()
  const elsewhere = await signIn(frontDoor(), mia.email, mia.password)
  const newPassword = 'Lantern-and-tide-8'
  expect(await refusal(mia.auth.changePassword({ body: { currentPassword: 'Not-the-one-1', newPassword } }))).toMatchObject({ status: 403, code: 'wrong_password' })
  expect((await refusal(mia.auth.changePassword({ body: { currentPassword: mia.password, newPassword: 'short' } }))).code).toBe('invalid_input')
  const session = await mia.auth.changePassword({ body: { currentPassword: mia.password, newPassword, refreshIn: 'body' } })
  expect(session.user.id).toBe(mia.user.id)
  expect((await aStranger().auth.refresh({ body: { refreshToken: session.refreshToken } })).user.id).toBe(mia.user.id)
  expect((await refusal(elsewhere.auth.me())).status).toBe(401)
  expect((await refusal(aStranger().auth.login({ body: { email: mia.email, password: mia.password } }))).code).toBe('wrong_credentials')
  expect((await signIn(frontDoor(), mia.email, newPassword)).user.id).toBe(mia.user.id)
  expect(await actionsOn(mia.user.id)).toEqual(['user.password_changed'])
  const notice = await noticeTo(mia.email, /password was changed/)
  for (const part of [notice.text, notice.html]) expect(part).toMatch(new RegExp(`by somebody who knew the one before.*If it was not: open Playhouse, choose “Forgot your password\\?”`, 's'))
  expect(notice.text).toMatch(/changed on \d{1,2} \w+ \d{4} at \d\d:\d\d UTC/)
  expect((await mailsTo(mia.email)).map(({ subject }) => subject)).toEqual(['Your Playhouse password was changed', 'Your Playhouse code'])
})

test('a new address counts once its code has come back, and not before; then the old one is told', async () => {
  const mia = await aViewer()
  const email = anAddress()
  expect((await refusal(mia.auth.changeEmail({ body: { email, password: 'Not-the-one-1' } }))).code).toBe('wrong_credentials')
  await mia.auth.changeEmail({ body: { email, password: mia.password } })
  expect((await mia.auth.me()).email).toBe(mia.email)
  expect((await refusal(aStranger().auth.login({ body: { email, password: mia.password } }))).code).toBe('wrong_credentials')
  expect((await refusal(mia.auth.confirmEmail({ body: { code: '000000' } }))).code).toBe('code_wrong')
  expect((await mia.auth.confirmEmail({ body: { code: await codeFor(email) } })).email).toBe(email)
  expect((await signIn(frontDoor(), email, mia.password)).user).toMatchObject({ id: mia.user.id, email })
  expect((await refusal(aStranger().auth.login({ body: { email: mia.email, password: mia.password } }))).code).toBe('wrong_credentials')
  expect(await actionsOn(mia.user.id)).toEqual(['user.email_changed'])
  const notice = await noticeTo(mia.email, /another address/)
  for (const part of [notice.text, notice.html]) expect(part).toMatch(/no longer opens your account.*If it was not, answer this mail soon/s)
  // It does not say which one: whoever reads the old mailbox may be somebody else by now.
  expect(JSON.stringify(notice)).not.toContain(email)
  expect((await mailsTo(email)).map(({ subject }) => subject)).toEqual(['Your Playhouse code'])
})

test('asking for an address that somebody has tells nothing and changes nothing', async () => {
  const [mia, ben] = await Promise.all([aViewer(), aViewer()])
  const [taken, free] = [await mia.auth.changeEmail({ body: { email: ben.email, password: mia.password } }), await mia.auth.changeEmail({ body: { email: anAddress(), password: mia.password } })]
  expect(taken).toEqual(free)
  expect((await mia.auth.me()).email).toBe(mia.email)
  expect((await signIn(frontDoor(), ben.email, ben.password)).user.id).toBe(ben.user.id)
})
