/** Who may call: every route of every contract, in the hands of everybody who may not. New routes come in by themselves. */
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import type { RouteShape } from '../../functions/platform/contract.ts'
import { aCreator, aFilm, anAdmin, atRest, aViewer, frontDoor, joins, type Creator } from '../support/actors.ts'
import type { SignedIn } from '../../bin/journey/house.ts'
import { operatorOf } from '../support/operator.ts'
import { sampleInput } from '../support/security/sample.ts'
import { eachOf, faultIn, send, type Answered } from '../support/security/send.ts'
import { badTokens } from '../support/security/tokens.ts'

const routes = allContracts.flatMap(({ domain, routes: declared }) => Object.entries(declared).map(([name, route]) => ({ name: `${domain}.${name}`, route })))
type Named = (typeof routes)[number]
const needsSomebody = routes.filter(({ route }) => route.who !== 'anyone')
const needsRole = routes.filter(({ route }) => Array.isArray(route.who))

let ana: Creator, ben: SignedIn
beforeAll(async () => { [ana, ben] = await Promise.all([aCreator(), aViewer()]) })

const answers = (named: readonly Named[], ask: (route: RouteShape) => Promise<Answered>, wanted: { status: number; code: string }) => eachOf(named, async ({ name, route }) => {
  const answer = await ask(route)
  return answer.status === wanted.status && answer.code === wanted.code ? undefined : `${name}: ${answer.status} ${answer.code} ${answer.text.slice(0, 120)}`
})

test('nobody in particular is asked to sign in where somebody is needed', async () => {
  expect(needsSomebody.length).toBeGreaterThan(10)
  expect(await answers(needsSomebody, route => send(frontDoor(), { route, ...sampleInput(route) }), { status: 401, code: 'not_signed_in' })).toEqual([])
})

test('a token that is not good opens no route, not even one that needs none', async () => {
  const tokens = await badTokens(await ana.token(), inject('house').state)
  const found = await Promise.all(Object.entries(tokens).map(async ([what, token]) =>
    (await answers(routes, route => send(frontDoor(), { route, ...sampleInput(route), token }), { status: 401, code: 'token_invalid' })).map(fault => `${what}: ${fault}`)))
  expect(found.flat()).toEqual([])
})

test('somebody without the role is refused where a role is needed', async () => {
  const token = await ben.token()
  expect(await answers(needsRole, route => send(frontDoor(), { route, ...sampleInput(route), token }), { status: 403, code: 'role_missing' })).toEqual([])
})

test('a suspended person is refused wherever somebody is needed, their unexpired token in hand', async () => {
  const [ada, eve] = await Promise.all([anAdmin(), aCreator()])
  const token = await eve.token()
  await ada.users.suspend({ params: { id: eve.user.id }, body: { reason: 'Because the walk says so.' } })
  const who = async (route: RouteShape) => send(frontDoor(), { route, ...sampleInput(route), token })
  expect(await answers(needsSomebody, who, { status: 403, code: 'suspended' })).toEqual([])
  // Where nobody is needed, somebody suspended gets no more than a stranger does.
  const found = await eachOf(routes.filter(({ route }) => route.who === 'anyone'), async ({ name, route }) => {
    const [theirs, strangers] = [await who(route), await send(frontDoor(), { route, ...sampleInput(route) })]
    return theirs.code === 'suspended' || theirs.status === strangers.status ? undefined : `${name}: ${theirs.status} ${theirs.code} where a stranger gets ${strangers.status}`
  })
  expect(found).toEqual([])
})

test('without the edge\'s secret, or with a wrong one, the API answers nothing to anybody', async () => {
  const { items } = await operatorOf(inject('house')).see('apis') as { items: { address: string }[] }
  const token = await ana.token()
  for (const { address } of items) for (const headers of [{}, { 'x-origin-verify': 'x'.repeat(43) }] as Record<string, string>[]) {
    expect(await answers(routes, route => send(address, { route, ...sampleInput(route), token, headers }), { status: 403, code: 'not_through_the_front_door' })).toEqual([])
  }
  expect(items.length).toBeGreaterThan(0)
})

let cem: Creator, ofAnotherTeam: SignedIn
beforeAll(async () => {
  [cem, ofAnotherTeam] = await Promise.all([aCreator(), aViewer('Editor Elsewhere')])
  await joins(cem, ofAnotherTeam)
})

describe.each([['another person', () => ben], ['an editor of another channel', () => ofAnotherTeam]])('%s', (_, other) => {
  const ofKind = (route: RouteShape, kind: string) => JSON.stringify(sampleInput(route).params).includes(`${kind}_`)

  test('finds no way to a private film, and changes nothing of it', async () => {
    const film = await atRest(ana, (await aFilm(ana, { access: 'private' })).id)
    const token = await other().token()
    const found = await eachOf(routes.filter(({ route }) => ofKind(route, 'vid')), async ({ name, route }) => {
      const sample = sampleInput(route)
      const params = Object.fromEntries(Object.entries(sample.params).map(([key, value]) => [key, value.startsWith('vid_') ? film.id : value]))
      const answer = await send(frontDoor(), { route, ...sample, params, token })
      // An empty yes (forgetting what was never there) tells nothing either.
      const fault = faultIn(answer, answer.text !== '')
      return fault && `${name}: ${fault}`
    })
    expect(found).toEqual([])
    const { posterUrl: _, ...before } = film
    expect(await ana.videos.get({ params: { id: film.id } })).toMatchObject(before)
  })

  test('changes nothing of somebody else\'s channel', async () => {
    const token = await other().token()
    const before = await ana.channels.get({ params: { idOrHandle: ana.channel.id } })
    const found = await eachOf(routes.filter(({ route }) => ofKind(route, 'chn') && route.method !== 'GET'), async ({ name, route }) => {
      const sample = sampleInput(route)
      const params = Object.fromEntries(Object.entries(sample.params).map(([key, value]) => [key, value.startsWith('chn_') ? ana.channel.id : value]))
      const fault = faultIn(await send(frontDoor(), { route, ...sample, params, token }))
      return fault && `${name}: ${fault}`
    })
    expect(found).toEqual([])
    const after = await ana.channels.get({ params: { idOrHandle: ana.channel.id } })
    // Following is everybody's right.
    expect({ ...after, followers: 0, version: 0 }).toEqual({ ...before, followers: 0, version: 0 })
  })
})
