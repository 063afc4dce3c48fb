import { expect, test } from 'vitest'
import { auditContract } from '../../../../functions/audit/contract.ts'
import type { Role, Who } from '../../../../functions/platform/contract.ts'
import { systemContract } from '../../../../functions/system/contract.ts'
import { usersContract } from '../../../../functions/users/contract.ts'
import { videosContract } from '../../../../functions/videos/contract.ts'
import { areaAt, areas, areasFor, coming, house, placeAt } from '../../../../web/src/app/shell/areas.ts'

const roles: readonly Role[] = ['viewer', 'creator', 'moderator', 'support', 'editor', 'admin']
const someone = (...held: Role[]) => ({ id: 'usr_1', email: 'a@example.org', displayName: 'A', roles: held, face: null, createdAt: '2026-11-20T10:00:00.000Z' })

test('a place of staff is shown to whoever the API lets read what is on it, and to nobody else', () => {
  const reads: Record<string, Who> = { '/admin/people': usersContract.routes.list.who, '/admin/films': videosContract.routes.staffList.who, '/admin/system': systemContract.routes.queues.who, '/admin/audit': auditContract.routes.list.who }
  for (const place of areaAt('/admin')!.places) for (const role of roles) expect([place.to, role, place.for(someone(role))]).toEqual([place.to, role, reads[place.to]!.includes(role)])
})
test('areas are offered to whoever may enter one of their rooms, and lead to the first one', () => {
  const offered = (...held: Role[]) => areasFor(someone(...held)).map(({ to }) => to)
  expect(areasFor(null)).toEqual([])
  expect(offered('viewer')).toEqual(['/studio'])
  expect(offered('support')).toEqual(['/studio', '/admin/people'])
  expect(offered('moderator')).toEqual(['/studio', '/admin/films'])
})
test('an address knows its area and its place', () => {
  expect([areaAt('/studio/films/vid_1')?.prefix, areaAt('/')?.prefix, areaAt('/administer')?.prefix]).toEqual(['/studio', undefined, undefined])
  expect([placeAt('/admin/people')?.to, placeAt('/studio/channel')?.to, placeAt('/studio/content')?.to, placeAt('/admin')?.to]).toEqual(['/admin/people', '/studio/channel', '/studio/content', undefined])
})

test('a place without a page is declared with who may enter, and shown to nobody', () => {
  const open = [...house, ...areas.flatMap(({ places }) => places)].map(({ to }) => to as string)
  const everyone = [null, ...roles.map(role => someone(role))]
  for (const { to } of coming) {
    expect(open).not.toContain(to)
    for (const person of everyone) expect(areasFor(person).map(place => place.to as string)).not.toContain(to)
  }
  // Nor does a rail of theirs stand beside an address that leads nowhere.
  expect([areaAt('/support'), areaAt('/developers')]).toEqual([undefined, undefined])
})
test('once they have pages, each of them is for whom it is meant', () => {
  const visible = (person: Parameters<(typeof coming)[number]['for']>[0]) => coming.filter(place => place.for(person)).map(({ to }) => to)
  const members = ['/live', '/studio/live', '/studio/analytics', '/studio/tiers', '/studio/chat', '/developers']
  expect(visible(null)).toEqual(['/live'])
  expect(visible(someone('creator'))).toEqual(members)
  expect(visible(someone('moderator')).filter(to => !members.includes(to))).toEqual(['/admin/moderation'])
  expect(visible(someone('support')).filter(to => !members.includes(to))).toEqual(['/support'])
  expect(visible(someone('editor')).filter(to => !members.includes(to))).toEqual(['/admin/catalogue'])
  expect(visible(someone('admin')).filter(to => !members.includes(to))).toEqual(['/admin/moderation', '/admin/catalogue', '/admin/analytics', '/support'])
})
