/**
 * Every field of every route, given what it was not made for: a refusal in words, never a failure of ours. In a house
 * of its own: a thousand refusals would push everybody else's lines out of the logs.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import { aViewer } from '../support/actors.ts'
import { ownHouse, type OwnHouse } from '../support/own-house.ts'
import { fieldsOf, hostileBodies, hostileTexts, hostileValues, sampleInput, withField } from '../support/security/sample.ts'
import { eachOf, faultIn, send, type Attempt } from '../support/security/send.ts'

const routes = allContracts.flatMap(({ domain, routes: declared }) => Object.entries(declared).map(([name, route]) => ({ name: `${domain}.${name}`, route })))
// Signing oneself out, or away, would end the tests that come after.
const harmless = routes.filter(({ name }) => !/^auth\.(logout|sign|erase|delete|remove)/.test(name))

let house: OwnHouse, token: string
beforeAll(async () => {
  house = await ownHouse()
  token = await (await aViewer('Eve Viewer', house.frontDoor)).token()
})
afterAll(() => house.close())

interface Case extends Attempt { readonly what: string; /** The schema itself says no. */ readonly refused: boolean }
const look = async ({ what, refused, ...attempt }: Case) => {
  const fault = faultIn(await send(house.frontDoor, { ...attempt, token }), refused)
  return fault && `${what}: ${fault}`
}
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 40)

test('no field of a body takes what its schema does not know', async () => {
  const cases = harmless.flatMap(({ name, route }) => {
    const sample = sampleInput(route)
    return fieldsOf(route.body).flatMap(({ path }) => hostileValues.map((value): Case => {
      const body = withField(sample.body, path, value)
      return { what: `${name} ${path.join('.')} = ${shown(value)}`, route, params: sample.params, body, refused: !route.body!.safeParse(body).success }
    }))
  })
  expect(cases.length).toBeGreaterThan(500)
  expect(await eachOf(cases, look)).toEqual([])
}, 180_000)

test('no query and no path does either', async () => {
  const cases = harmless.flatMap(({ name, route }) => {
    const { params, body } = sampleInput(route)
    const inPath = Object.keys(params).flatMap(key => hostileTexts.map((text): Case => ({ what: `${name} {${key}} = ${shown(text)}`, route, params: { ...params, [key]: text }, body, refused: !route.params!.safeParse({ ...params, [key]: text }).success })))
    const inQuery = fieldsOf(route.query).flatMap(({ path: [key] }) => hostileTexts.map((text): Case => ({ what: `${name} ?${key}=${shown(text)}`, route, params, body, query: { [key!]: text }, refused: !route.query!.safeParse({ [key!]: text }).success })))
    return [...inPath, ...inQuery]
  })
  expect(await eachOf(cases, look)).toEqual([])
}, 180_000)

test('no body that is no input at all is taken for one', async () => {
  const cases = harmless.filter(({ route }) => route.body ?? route.bytes).flatMap(({ name, route }) => hostileBodies.map(({ what, body, type }): Case => (
    { what: `${name}: ${what}`, route, params: sampleInput(route).params, raw: body, refused: true, ...(type && { headers: { 'content-type': type } }) })))
  expect(await eachOf(cases, look)).toEqual([])
})

test('headers are read as carefully as bodies', async () => {
  const headers: Record<string, string>[] = [
    { 'if-match': 'x'.repeat(500) }, { 'if-match': '"99999999999999999999"' }, { 'idempotency-key': 'short' }, { 'idempotency-key': 'k'.repeat(5000) },
    { cookie: '='.repeat(2000) }, { cookie: '__proto__=x; constructor=y; playhouse_refresh=%00' }, { authorization: `Bearer ${'a'.repeat(6000)}` }, { authorization: 'Basic YTpi' },
    { 'x-forwarded-for': '\'"; drop', 'x-playhouse-viewer': '127.0.0.1\t', 'x-playhouse-host': 'evil.example' }, { accept: '*/*;q=NaN' }, { range: 'bytes=-1' },
  ]
  const cases = harmless.flatMap(({ name, route }) => headers.map((one): Case => ({ what: `${name} with ${shown(one)}`, route, ...sampleInput(route), headers: one, refused: false })))
  expect(await eachOf(cases, look)).toEqual([])
}, 180_000)
