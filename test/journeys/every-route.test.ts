/** Who may call: every route of every contract, in the hands of everybody who may not. New routes come in by themselves. */
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import type { RouteShape } from '../../functions/platform/contract.ts'
import { aCreator, aFilm, anAdmin, aStaffMember, atRest, aViewer, frontDoor, joins, type Creator, type StaffRole } from '../support/actors.ts'
import type { SignedIn } from '../../bin/journey/house.ts'
import { operatorOf } from '../support/operator.ts'
import { sampleInput } from '../support/security/sample.ts'
import { eachOf, faultIn, refused, send, type Answered } from '../support/security/send.ts'
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

describe.each(['viewer', 'creator', 'moderator', 'support', 'editor', 'admin'] as const)('as %s', role => {
  const holds = ({ route }: Named) => (route.who as readonly string[]).includes(role)

  test('somebody gets no further than the routes of that role', async () => {
    const person = role === 'viewer' ? ben : role === 'creator' ? ana : await aStaffMember(role satisfies StaffRole)
    const token = await person.token()
    const ask = (route: RouteShape) => send(frontDoor(), { route, ...sampleInput(route), token })
    expect(await answers(needsRole.filter(named => !holds(named)), ask, { status: 403, code: 'role_missing' })).toEqual([])
    expect(await eachOf(needsRole.filter(holds), async ({ name, route }) => {
      const { status, code } = await ask(route)
      return code === 'role_missing' || status === 401 ? `${name}: ${status} ${code}` : undefined
    })).toEqual([])
  })
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

let cem: Creator, ofAnotherTeam: SignedIn, dora: SignedIn, invitationId: string
beforeAll(async () => {
  [cem, ofAnotherTeam, dora] = await Promise.all([aCreator(), aViewer('Editor Elsewhere'), aViewer('Dora Editor')])
  await Promise.all([joins(cem, ofAnotherTeam), joins(ana, dora)])
  invitationId = (await ana.channels.invite({ params: { id: ana.channel.id }, body: { email: `open-${ana.user.id}@example.org` } })).id
})

describe.each([['another person', () => ben], ['an editor of another channel', () => ofAnotherTeam]])('%s', (_, other) => {
  const ofKind = (route: RouteShape, kind: string) => JSON.stringify(sampleInput(route).params).includes(`${kind}_`)

  test('finds no way to a private film, and changes nothing of it', async () => {
    const film = await atRest(ana, (await aFilm(ana, { access: 'private' })).id)
    const token = await other().token()
    const found = await eachOf(routes.filter(({ route }) => ofKind(route, 'vid')), async ({ name, route }) => {
      const answer = await send(frontDoor(), { route, ...sampleInput(route, { vid: film.id }), token })
      // An empty yes (forgetting what was never there) tells nothing either.
      const fault = faultIn(answer, answer.text === '' ? undefined : refused)
      return fault && `${name}: ${fault}`
    })
    expect(found).toEqual([])
    const { posterUrl: _, ...before } = film
    expect(await ana.videos.get({ params: { id: film.id } })).toMatchObject(before)
  })

  test('changes nothing of somebody else\'s channel, its team or its invitations, and sees neither', async () => {
    const params = { id: ana.channel.id }
    const token = await other().token()
    const before = [await ana.channels.get({ params: { idOrHandle: params.id } }), await ana.channels.team({ params })] as const
    expect(before[1]).toMatchObject({ items: [{ userId: ana.user.id }, { userId: dora.user.id }], invitations: [{ id: invitationId }] })
    // Following is everybody's right, and so are the films that everybody may see.
    const everybodys = ['channels.follow', 'channels.unfollow', 'channels.get', 'videos.ofChannel']
    const ofAChannel = routes.filter(({ name, route }) => ofKind(route, 'chn') && !everybodys.includes(name))
    expect(ofAChannel.map(({ name }) => name)).toEqual(expect.arrayContaining(['channels.team', 'channels.changeRole', 'channels.removeMember', 'channels.withdraw', 'channels.handOver']))
    const found = await eachOf(ofAChannel, async ({ name, route }) => {
      const fault = faultIn(await send(frontDoor(), { route, ...sampleInput(route, { chn: params.id, usr: dora.user.id, inv: invitationId }), token }), refused)
      return fault && `${name}: ${fault}`
    })
    expect(found).toEqual([])
    expect([await ana.channels.get({ params: { idOrHandle: params.id } }), await ana.channels.team({ params })]).toEqual(before)
  })
})
