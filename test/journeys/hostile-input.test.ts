/**
 * Every field of every route, given what it was not made for: a refusal in words, never a failure of ours. In a house
 * of its own: a thousand refusals would push everybody else's lines out of the logs.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import { aFilm, aStaffMember, aViewer } from '../support/actors.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { fieldsOf, hostileBodies, hostileTexts, hostileValues, sampleInput, withField, type Known } from '../support/security/sample.ts'
import { eachOf, faultIn, refusedAsInput, send, type Attempt } from '../support/security/send.ts'

const routes = allContracts.flatMap(({ domain, routes: declared }) => Object.entries(declared).map(([name, route]) => ({ name: `${domain}.${name}`, route })))
/** What ends a session or an account is called by somebody who is there for nothing else. */
const ending = /^auth\.(logout|signOutEverywhere|eraseAccount)$/
const removing = /\.\w*(remove|delete|abort|giveUp|forget)/i

let house: OwnHouse, known: Known, adminsToken: string, passing: Record<string, string>
beforeAll(async () => {
  house = await ownHouse()
  // Somebody who may call every route, with a channel, a film and a viewing of their own: whatever is refused, is refused for what was sent.
  const admin = await aStaffMember('admin', 'Ada Admin', house.frontDoor, house.operator)
  const ada = { ...admin, channel: await admin.channels.create({ body: { handle: 'hostile', name: 'A channel', description: '' } }) }
  const [film, somebody] = await Promise.all([aFilm(ada, { file: 'tiny-clip' }), aViewer('Ben Viewer', house.frontDoor)])
  const { sessionId } = await ada.playback.start({ params: { id: film.id } })
  const { id: invitationId } = await ada.channels.invite({ params: { id: ada.channel.id }, body: { email: 'invited@example.org' } })
  known = { vid: film.id, chn: ada.channel.id, usr: somebody.user.id, ses: sessionId, inv: invitationId }
  adminsToken = await ada.token()
  passing = Object.fromEntries(await Promise.all(routes.filter(({ name }) => ending.test(name)).map(async ({ name }) => [name, await (await aViewer('Eve Passing', house.frontDoor)).token()])))
})
afterAll(() => house.close())

interface Case extends Attempt { readonly name: string; readonly what: string; /** The schema itself says no. */ readonly refused: boolean }
const look = async ({ name, what, refused, ...attempt }: Case) => {
  const fault = faultIn(await send(house.frontDoor, { token: passing[name] ?? adminsToken, ...attempt }), refused ? refusedAsInput : undefined)
  return fault && `${name} ${what}: ${fault}`
}
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 40)

test('no field of a body takes what its schema does not know', async () => {
  const cases = routes.flatMap(({ name, route }) => {
    const sample = sampleInput(route, known)
    return fieldsOf(route.body).flatMap(({ path }) => hostileValues.map((value): Case => {
      const body = withField(sample.body, path, value)
      return { name, what: `${path.join('.')} = ${shown(value)}`, route, params: sample.params, body, refused: !route.body!.safeParse(body).success }
    }))
  })
  expect(cases.length).toBeGreaterThan(500)
  expect(await eachOf(cases, look)).toEqual([])
}, 400_000)

test('no query and no path does either', async () => {
  const cases = routes.flatMap(({ name, route }) => {
    const { params, body } = sampleInput(route, known)
    const inPath = Object.keys(params).flatMap(key => hostileTexts.map((text): Case => ({ name, what: `{${key}} = ${shown(text)}`, route, params: { ...params, [key]: text }, body, refused: !route.params!.safeParse({ ...params, [key]: text }).success })))
    const inQuery = fieldsOf(route.query).flatMap(({ path: [key] }) => hostileTexts.map((text): Case => ({ name, what: `?${key}=${shown(text)}`, route, params, body, query: { [key!]: text }, refused: !route.query!.safeParse({ [key!]: text }).success })))
    return [...inPath, ...inQuery]
  })
  expect(await eachOf(cases, look)).toEqual([])
}, 400_000)

test('no body that is no input at all is taken for one', async () => {
  const cases = routes.filter(({ route }) => route.body ?? route.bytes).flatMap(({ name, route }) => hostileBodies.map(({ what, body, type, asIf }): Case => (
    { name, what, route, params: sampleInput(route, known).params, raw: body, refused: asIf === undefined || !route.body?.safeParse(asIf).success, ...(type && { headers: { 'content-type': type } }) })))
  expect(await eachOf(cases, look)).toEqual([])
})

test('headers are read as carefully as bodies', async () => {
  const headers: Record<string, string>[] = [
    { 'if-match': 'x'.repeat(500) }, { 'if-match': '"99999999999999999999"' }, { 'idempotency-key': 'short' }, { 'idempotency-key': 'k'.repeat(5000) },
    { cookie: '='.repeat(2000) }, { cookie: '__proto__=x; constructor=y; playhouse_refresh=%00' }, { authorization: `Bearer ${'a'.repeat(6000)}` }, { authorization: 'Basic YTpi' },
    { 'x-forwarded-for': '\'"; drop', 'x-playhouse-viewer': '127.0.0.1\t', 'x-playhouse-host': 'evil.example' }, { accept: '*/*;q=NaN' }, { range: 'bytes=-1' },
  ]
  const cases = routes.flatMap(({ name, route }) => headers.map((one): Case => ({
    name, what: `with ${shown(one)}`, route, ...sampleInput(route, removing.test(name) ? {} : known), headers: one,
    refused: ('if-match' in one && route.ifMatch !== undefined) || ('idempotency-key' in one && route.idempotent === true),
  })))
  expect(await eachOf(cases, look)).toEqual([])
}, 400_000)
