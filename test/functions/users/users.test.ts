import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTrail } from '../../../functions/audit/audit-trail.ts'
import { newAccount, poolMayDecide } from '../../../functions/auth/user.ts'
import { userStore } from '../../../functions/auth/user-store.ts'
import { fixedClock } from '../../../functions/platform/clock.ts'
import type { Role } from '../../../functions/platform/contract.ts'
import type { EdgeStore } from '../../../functions/platform/edge-denials.ts'
import { filmsFollowed } from '../../../functions/platform/films-follow.ts'
import { isDomainError } from '../../../functions/platform/errors.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { roles as allRoles, userIdOf, usernameOf } from '../../../functions/platform/principal.ts'
import { declaredEvents } from '../../../functions/outbox/declared-events.ts'
import { eventsOfChange } from '../../../functions/outbox/events-of-change.ts'
import { changeStanding } from '../../../functions/users/change-standing.ts'
import { findPeople, type Place } from '../../../functions/users/find-people.ts'
import type { PeoplePool } from '../../../functions/users/people-pool.ts'
import { settleStandings } from '../../../functions/users/settle-standings.ts'
import { groupChanges, reinstated, suspended, withRoles, type StandingRule } from '../../../functions/users/standing.ts'
import { standingStore } from '../../../functions/users/standing-store.ts'
import { startLocalTables } from '../../support/local-tables.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

const members = standingStore()
const users = userStore()
const newUserId = () => userIdOf(crypto.randomUUID())
const codeOf = (attempt: Promise<unknown>) => attempt.then(() => 'fine', problem => (isDomainError(problem) ? problem.code : problem))

/** A pool and an edge in memory; `out` makes both unreachable. */
function aWorld() {
  const clock = fixedClock('2026-11-20T10:43:00Z')
  const groups = new Map<string, Set<string>>(), disabled = new Set<string>(), denied = new Set<string>()
  const world = { out: false }
  const reach = () => { if (world.out) throw new Error('unreachable') }
  const of = (id: string) => groups.get(id) ?? groups.set(id, new Set()).get(id)!
  const pool: PeoplePool = {
    async disable(id) { reach(); disabled.add(id) },
    async enable(id) { reach(); disabled.delete(id) },
    async groupsOf(id) { reach(); return [...of(id)] },
    async join(id, group) { reach(); of(id).add(group) },
    async leave(id, group) { reach(); of(id).delete(group) },
  }
  const edge: EdgeStore = { async put(key) { reach(); denied.add(key) }, async remove() {}, async list() { return [] } }
  const effects = { members, pool, edge: async () => edge, now: () => clock.now() }
  const decide = (actorId: string, id: string, rule: StandingRule, more: { ifMatch?: number } = {}) =>
    changeStanding(effects, { id, actorId, rule, action: 'user.tested', reason: 'because', now: clock.now(), ...more })
  return { clock, world, effects, decide, groups: (id: string) => [...of(id)].sort(), isDisabled: (id: string) => disabled.has(id), isDenied: (id: string) => denied.has(`deny:p:${id}`) }
}

async function aPerson(groups: Role[] = [], { email, displayName = 'Ana Lund' }: { email?: string; displayName?: string } = {}) {
  const id = newUserId()
  await users.createIfAbsent(newAccount({ id, email: email ?? `${id.slice(4)}@example.org`, displayName }, groups, new Date('2026-11-20T10:00:00Z')))
  return id
}

const role = fc.constantFrom(...allRoles)
const aStanding = fc.record({ id: fc.constantFrom('usr_a', 'usr_b'), status: fc.constantFrom('active' as const, 'suspended' as const), roles: fc.uniqueArray(role) })

describe('where a person may stand', () => {
  test('nobody suspends themself', () => {
    expect(() => suspended({ id: 'usr_a', status: 'active', roles: ['admin'] }, 'usr_a')).toThrow(expect.objectContaining({ code: 'not_yourself' }))
  })
  test('whatever staff decide, whoever decided is still an admin', () => {
    fc.assert(fc.property(aStanding, fc.uniqueArray(role), (person, wanted) => {
      const actor = { ...person, status: 'active' as const, roles: [...new Set([...person.roles, 'admin' as const])] }
      for (const rule of [suspended, reinstated, withRoles(wanted)]) {
        try {
          expect(rule(actor, actor.id)).toMatchObject({ status: 'active', roles: expect.arrayContaining(['admin']) })
        } catch (problem) {
          expect(isDomainError(problem)).toBe(true)
        }
      }
    }))
  })
  test('everybody stays viewer and creator, and no role is held twice', () => {
    fc.assert(fc.property(aStanding, fc.array(role), (person, wanted) => {
      const { roles } = withRoles(wanted)({ ...person, id: 'usr_other' }, 'usr_actor')
      expect(new Set(roles)).toEqual(new Set(['viewer', 'creator', ...wanted]))
      expect(roles.length === new Set(roles).size || roles === person.roles).toBe(true)
    }))
  })
  test('reinstating undoes suspending, and both may be repeated', () => {
    fc.assert(fc.property(aStanding, person => {
      const out = { ...person, ...suspended(person, 'usr_actor') }
      expect(suspended(out, 'usr_actor')).toBe(out)
      expect(reinstated(out, 'usr_actor')).toEqual({ status: 'active', roles: person.roles })
    }))
  })
  test('after its groups have changed, the pool holds the roles of staff and its own groups', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.oneof(role, fc.constant('beta-testers'))), fc.uniqueArray(role), (held, roles) => {
      const { join, leave } = groupChanges(held, { roles })
      const after = new Set([...held, ...join].filter(group => !(leave as string[]).includes(group)))
      for (const one of ['moderator', 'support', 'editor', 'admin'] as const) expect(after.has(one)).toBe(roles.includes(one))
      expect(after.has('beta-testers')).toBe(held.includes('beta-testers'))
    }))
  })
  test('the id and the pool\'s name of a person lead to each other', () => {
    fc.assert(fc.property(fc.uuid(), sub => { expect(usernameOf(userIdOf(sub))).toBe(sub) }))
  })
})

describe('a decision', () => {
  test('is written with its audit entry, and the pool and the edge follow', async () => {
    const { clock, decide, groups, isDisabled, isDenied } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    await decide(ada, ben, withRoles(['support']))
    expect(groups(ben)).toEqual(['support'])
    clock.advance(1)
    expect((await decide(ada, ben, suspended)).status).toBe('suspended')
    expect([isDisabled(ben), isDenied(ben)]).toEqual([true, true])
    clock.advance(1)
    await decide(ada, ben, reinstated)
    expect(isDisabled(ben)).toBe(false)
    const { items } = await readTrail({ subject: ben }, { limit: 10 })
    expect(items.map(({ actor, reason, before, after }) => ({ actor, reason, before, after }))).toEqual([
      { actor: ada, reason: 'because', before: { status: 'suspended', roles: ['viewer', 'creator', 'support'] }, after: { status: 'active', roles: ['viewer', 'creator', 'support'] } },
      { actor: ada, reason: 'because', before: { status: 'active', roles: ['viewer', 'creator', 'support'] }, after: { status: 'suspended', roles: ['viewer', 'creator', 'support'] } },
      { actor: ada, reason: 'because', before: { status: 'active', roles: ['viewer', 'creator'] }, after: { status: 'active', roles: ['viewer', 'creator', 'support'] } },
    ])
    expect((await readTrail({ actor: ada }, { limit: 10 })).items).toHaveLength(3)
  })
  test('that changes nothing leaves no entry', async () => {
    const { decide } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    expect((await decide(ada, ben, reinstated)).version).toBe(1)
    expect((await readTrail({ subject: ben }, { limit: 10 })).items).toEqual([])
  })
  test('of two admins who demote each other at once, one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const { decide } = aWorld()
      const [ada, ben] = [await aPerson(['admin']), await aPerson(['admin'])]
      const outcomes = await Promise.all([codeOf(decide(ada, ben, withRoles([]))), codeOf(decide(ben, ada, suspended))])
      expect(outcomes.toSorted()).toEqual(['fine', 'role_missing'])
      const after = await Promise.all([ada, ben].map(id => members.find(id)))
      expect(after.filter(one => one!.status === 'active' && one!.roles.includes('admin'))).toHaveLength(1)
    }
  })
  test('of somebody who is no admin any more counts for nothing', async () => {
    const { decide } = aWorld()
    const [ada, ben, cem] = [await aPerson(['admin']), await aPerson(['admin']), await aPerson()]
    await decide(ada, ben, withRoles([]))
    expect(await codeOf(decide(ben, cem, suspended))).toBe('role_missing')
    expect((await members.find(cem))!.status).toBe('active')
  })
  test('an admin takes a further role for themself, but does not lose the one that matters', async () => {
    const { decide } = aWorld()
    const ada = await aPerson(['admin'])
    expect((await decide(ada, ada, withRoles(['admin', 'editor']))).roles).toEqual(['viewer', 'creator', 'editor', 'admin'])
    expect(await codeOf(decide(ada, ada, withRoles(['editor'])))).toBe('own_admin_role')
  })
  test('three at once about one person all count, and each has its entry', async () => {
    const { decide } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    const outcomes = await Promise.all(Array.from({ length: 3 }, (_, i) => codeOf(decide(ada, ben, i % 2 ? withRoles(['editor']) : suspended))))
    expect(outcomes.every(outcome => outcome === 'fine')).toBe(true)
    expect(await members.find(ben)).toMatchObject({ status: 'suspended', roles: ['viewer', 'creator', 'editor'] })
    expect((await readTrail({ subject: ben }, { limit: 10 })).items).toHaveLength(2)
  })
  test('on a version that somebody else changed is refused', async () => {
    const { decide } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    await decide(ada, ben, suspended)
    expect(await codeOf(decide(ada, ben, withRoles(['editor']), { ifMatch: 1 }))).toBe('version_changed')
    expect(await codeOf(decide(ada, newUserId(), suspended))).toBe('user_not_found')
  })
})

describe('when the pool cannot be reached', () => {
  test('the decision stands, and is settled once it can be', async () => {
    const { clock, world, effects, decide, isDisabled, isDenied, groups } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    world.out = true
    expect((await decide(ada, ben, withRoles(['moderator']))).roles).toContain('moderator')
    expect((await decide(ada, ben, suspended)).status).toBe('suspended')
    clock.advance(30_000)
    await settleStandings(effects, clock.now())
    expect((await members.find(ben))!.unsettledSince).toBeDefined()
    world.out = false
    await settleStandings(effects, clock.now())
    expect([isDisabled(ben), isDenied(ben), groups(ben)]).toEqual([true, true, ['moderator']])
    await filmsFollowed(ben, (await members.find(ben))!.version)
    await settleStandings(effects, clock.now())
    expect((await members.find(ben))!.unsettledSince).toBeUndefined()
  })
  test('a suspension is told again and not settled until the films have followed it, or a later one', async () => {
    const { clock, effects, decide } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    const { version } = await decide(ada, ben, suspended)
    await decide(ada, ben, withRoles(['editor']))
    clock.advance(30_000)
    await filmsFollowed(ben, version - 1)
    for (const time of [1, 2]) {
      await settleStandings(effects, clock.now())
      expect(await members.find(ben)).toMatchObject({ unsettledSince: expect.any(String), filmsBehind: version, toldAgain: time })
    }
    const told = eventsOfChange({ before: { entity: 'User', ...await members.find(ben), toldAgain: 1 }, after: { entity: 'User', ...await members.find(ben) } }, declaredEvents)
    expect(told).toMatchObject([{ detailType: 'user.standing_changed', detail: { id: ben, status: 'suspended' } }])
    await filmsFollowed(ben, version + 1)
    await settleStandings(effects, clock.now())
    const settled = (await members.find(ben))!
    expect([settled.unsettledSince, settled.filmsBehind]).toEqual([undefined, undefined])
  })
  test('a change of roles waits for no film', async () => {
    const { clock, effects, decide } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    await decide(ada, ben, withRoles(['editor']))
    clock.advance(30_000)
    await settleStandings(effects, clock.now())
    expect((await members.find(ben))!.unsettledSince).toBeUndefined()
  })
  test('nothing is forgotten while somebody who acted on an older standing may still be running', async () => {
    const { clock, effects, decide } = aWorld()
    const [ada, ben] = [await aPerson(['admin']), await aPerson()]
    await decide(ada, ben, suspended)
    clock.advance(10_000)
    await settleStandings(effects, clock.now())
    expect((await members.find(ben))!.unsettledSince).toBeDefined()
  })
  test('its groups do not undo what staff decided', () => {
    expect(poolMayDecide({}, 1000)).toBe(true)
    expect(poolMayDecide({ unsettledSince: '2026-11-20T10:43:00.000Z' }, 2_000_000_000)).toBe(false)
    expect(poolMayDecide({ settledAt: 1000 }, 1000)).toBe(false)
    expect(poolMayDecide({ settledAt: 1000 }, 1001)).toBe(true)
  })
})

describe('finding people', () => {
  test('by the beginning of an address or a name, each once, page by page', async () => {
    const word = `q${crypto.randomUUID().slice(0, 8)}`
    const ids = [
      await aPerson([], { email: `${word}-1@example.org`, displayName: 'Somebody Else' }),
      await aPerson([], { email: `${word}-2@example.org`, displayName: `${word} Both` }),
      await aPerson([], { displayName: `${word.toUpperCase()} Åsa` }),
      await aPerson([], { displayName: `${word} Zoë` }),
    ]
    await aPerson([], { displayName: `Not ${word}` })
    for (const limit of [1, 2, 3, 10]) {
      const found: string[] = []
      let place: Place | null | undefined
      do {
        const page: Awaited<ReturnType<typeof findPeople>> = await findPeople(members, word, limit, place ?? undefined)
        expect(page.items.length).toBeLessThanOrEqual(limit)
        found.push(...page.items.map(({ id }) => id))
        place = page.next
      } while (place)
      expect(found).toEqual(ids)
    }
    expect((await findPeople(members, `${word} asa`, 5)).items.map(({ id }) => id)).toEqual([ids[2]])
  })
  test('under a new name, no longer under the old one', async () => {
    const word = `n${crypto.randomUUID().slice(0, 8)}`
    const id = await aPerson([], { displayName: `${word} Old` })
    await users.changeProfile(id, { displayName: `${word} New`, bio: '', preferences: { language: 'en', theme: 'dark', autoplay: true, captions: false } }, null, new Date())
    expect((await findPeople(members, `${word} o`, 5)).items).toEqual([])
    expect((await findPeople(members, `${word} n`, 5)).items).toMatchObject([{ id }])
  })
})
